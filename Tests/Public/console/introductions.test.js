import * as introductions from "../../../Public/console/desk/introductions.js";
import * as lists from "../../../Public/console/desk/desk-lists.js";
import * as state from "../../../Public/console/desk/desk-state.js";
import * as words from "../../../Public/console/words/introduction-words.js";
import { soundings } from "../../../Public/console/desk/soundings.js";
import { active, anna, desk, hear, summary, talk, tom } from "./desk.js";
import { equal } from "../expect.js";

/** @type {import("../../../Public/console/types.js").Colleague} */
const elif = { id: "elif", name: "Elif", face: "", presence: "offBell" };
const invited = { agent: tom, by: anna, as: /** @type {const} */ ("owner"), until: 30_000 };

/** @param {any} at @param {string} [c] what may be done, by name */
const may = (at, c = "a") =>
  Object.entries(introductions.mayDo(at, talk(at, c))).filter(([, may]) => may).map(([name]) => name).join(" ");

/** Anna's desk, and Tom asks her to take over. */
const asked = (facts = {}) => {
  const at = desk(active("a", { agent: tom, invited: { agent: anna, by: tom, as: "owner", until: 30_000 }, ...facts }));
  return hear(at, { type: "invitation", c: "a", by: tom, as: "owner", text: "He asks about amps", until: 30_000 });
};

Deno.test("who has a talk may hand it over and call in; who helps may call in and leave; others look on", () => {
  equal(may(desk(active("a"))), "handOver callIn");
  equal(may(desk(active("a", { agent: tom, with: [anna] }))), "callIn leave");
  equal(may(desk(active("a", { agent: tom }))), "");
  equal(may(desk(summary("a"))), "");
  equal(may(state.linked(desk(active("a")), "offline")), "");
});

Deno.test("one colleague is asked at a time, and four are a crowd", () => {
  equal(may(desk(active("a", { invited }))), "withdraw");
  equal(may(desk(active("a", { with: [tom, elif, { ...elif, id: "bo" }] }))), "handOver");
});

Deno.test("the owner of the shop may come in openly", () => {
  const at = desk(active("a", { agent: tom }));
  const owner = { ...at, you: { ...anna, role: /** @type {const} */ ("owner") } };
  equal(may(owner), "join");
  equal(may(hear(owner, { type: "team", team: [anna, tom] })), "join", "also when the team has changed since");
  equal(may(hear(owner, { type: "talk", ...active("a", { agent: tom, with: [anna] }) })), "callIn leave");
});

Deno.test("a talk one helps in is one of yours", () => {
  const at = desk(active("a", { agent: tom, with: [anna] }));
  equal([lists.isYours(at, talk(at, "a")), lists.mayWrite(at, talk(at, "a"))], [true, "words"]);
});

Deno.test("those on the bell are asked first, who is in the talk is not asked in, but may take over", () => {
  const at = { ...desk(active("a", { with: [tom] })), team: [anna, elif, tom] };
  const names = (/** @type {"owner" | "help"} */ as) =>
    introductions.candidates(at, talk(at, "a"), as).map(({ colleague, canCome }) => `${colleague.name} ${canCome}`);
  equal(names("owner"), ["Tom true", "Elif false"]);
  equal(names("help"), ["Elif false"]);
});

Deno.test("who helps already needs no bell to be asked; who is not at the keyboard is not asked", () => {
  const canCome = (/** @type {any} */ presence, /** @type {any[]} */ helpers) => {
    const at = { ...desk(active("a", { with: helpers })), team: [anna, { ...elif, presence }] };
    return introductions.candidates(at, talk(at, "a"), "owner")[0]?.canCome;
  };
  const presences = ["onBell", "idle", "offBell", "gone"];
  equal(presences.map((presence) => canCome(presence, [])), [true, false, false, false]);
  equal(presences.map((presence) => canCome(presence, [elif])), [true, true, true, false]);
});

Deno.test("an invitation rings, with who asks and what for; a visitor's call goes first", () => {
  equal(soundings(asked()).map(({ title, text }) => `${title}: ${text}`), [
    "Tom asks you to take over: He asks about amps",
  ]);
  equal(lists.callToPickUp(asked()), "a");
  const both = hear(asked(), { type: "talk", ...summary("b") });
  equal([lists.callToPickUp(both), soundings(both).length], ["b", 2]);
});

Deno.test("an invitation is over when the talk no longer says so, when it is declined, and when the line is down", () => {
  const isAsked = (/** @type {any} */ at) => introductions.invitations(at).length;
  equal(isAsked(asked()), 1);
  equal(isAsked(hear(asked(), { type: "talk", ...active("a", { agent: tom }) })), 0);
  equal(isAsked(state.declined(asked(), "a")), 0);
  equal(isAsked(state.linked(asked(), "offline")), 0);
  const welcome = { type: "welcome", now: 0, you: anna, team: [anna, tom], ring: 6000 };
  equal(isAsked(hear(asked(), { ...welcome, talks: [active("a", { agent: tom })] })), 0);
});

Deno.test("joining is under way until one is in the talk, whatever else is told of it", () => {
  const pressed = state.pickingUp(asked(), "a");
  const told = hear(pressed, {
    type: "talk",
    ...active("a", { agent: tom, seq: 9, invited: { ...invited, agent: anna } }),
  });
  equal(told.picking, "a");
  equal(hear(told, { type: "talk", ...active("a", { with: [tom] }) }).picking, "");
  equal(hear(told, { type: "error", code: "not_invited", c: "a", message: "Too late." }).picking, "");
});

const whom = { c: "a", mid: "m", name: "Tom", problem: "" };

Deno.test("an invitation whose answer was lost with the line is known from the talk", () => {
  const cut = state.linked(state.asking(desk(active("a")), whom), "offline");
  const welcome = { type: "welcome", now: 0, you: anna, team: [anna, tom], ring: 6000 };
  const unknown = hear(cut, { ...welcome, talks: [active("a")] });
  equal(unknown.asking?.problem, "The line was cut: the talk will show whether Tom has been asked.");
  equal(hear(cut, { ...welcome, talks: [active("a", { invited })] }).asking, null);
});

Deno.test("why a colleague could not be asked is said with their name, and goes when one stops asking", () => {
  const asking = state.asking(desk(active("a")), whom);
  const refused = hear(asking, { type: "error", code: "not_here", ref: "m", c: "a", message: "" });
  equal(refused.asking?.problem, "Tom is not on the bell now, and cannot be asked.");
  equal([refused.remarks, state.askedEnough(refused).asking], [[], null]);
  const full = hear(asking, { type: "error", code: "bad_field", ref: "m", c: "a", message: "Something else." });
  equal(full.asking?.problem, "Something else.");
});

Deno.test("who is in the talk is said from where one stands", () => {
  const people = (/** @type {any} */ facts) => words.peopleWords({ agent: tom, ...facts }, "anna");
  equal(people({}), "");
  equal(people({ with: [anna] }), "Tom has the talk, you are here too");
  equal(people({ with: [elif] }), "Tom has the talk, Elif is here too");
  equal(people({ with: [elif, anna] }), "Tom has the talk, you and Elif are here too");
  equal(people({ agent: anna, with: [tom] }), "Tom is here too");
  equal(people({ agent: anna, with: [tom, elif] }), "Tom and Elif are here too");
});

Deno.test("who asks whom is said from where one stands, and the seconds never go below none", () => {
  equal(words.askingWords(invited, "anna"), "Asking Tom to take over…");
  equal(words.askingWords({ ...invited, as: "help" }, "elif"), "Anna is asking Tom in…");
  equal([words.secondsLeft(30_000, 1500), words.secondsLeft(1000, 5000)], [29, 0]);
});

Deno.test("every line among colleagues has its words", () => {
  const line = (/** @type {any} */ facts) =>
    words.introductionWords({ seq: 1, mid: "m", at: 0, by: "agent", ...facts }, ({ name }) => name ?? "");
  const colleague = { id: "tom", name: "Tom" };
  equal(line({ kind: "invited", name: "Anna", colleague, as: "owner", text: "" }), "Anna asked Tom to take over");
  equal(line({ kind: "invited", name: "Anna", colleague, as: "help", text: "" }), "Anna asked Tom in");
  equal(line({ kind: "joined", name: "Tom", as: "help" }), "Tom came in");
  equal(
    line({ kind: "joined", name: "Tom", as: "owner", from: { id: "anna", name: "Anna" } }),
    "Tom took over from Anna",
  );
  const why = ["declined", "unanswered", "withdrawn", "absent", "invented"];
  equal(why.map((why) => line({ kind: "uninvited", colleague, as: "owner", why })), [
    "Tom can’t come right now",
    "Tom did not answer",
    "Tom is no longer asked",
    "Tom could not be reached",
    "Tom does not come",
  ]);
  equal(line({ kind: "left", colleague }), "Tom left the talk");
  equal(line({ kind: "left", by: "desk", colleague }), "Tom was cut off");
  equal(line({ kind: "said", text: "" }), "");
});
