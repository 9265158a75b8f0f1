import { hear, nextPass, pass, quiet, recalled, stilled, wrote } from "../../../Public/widget/visitor-state.js";
import { equal } from "../expect.js";

const [older, talk, newer] = ["a", "b", "c"].map((letter) => letter.repeat(26));
const anna = { id: "anna", name: "Anna", face: "" };
const tom = { id: "tom", name: "Tom", face: "" };

/** @param {number} seq @param {Record<string, unknown>} [facts] @returns {any} */
const line = (seq, facts = {}) => ({
  ...{ seq, mid: `m${seq}`, at: seq, kind: "said", by: "visitor", text: `words ${seq}`, files: [] },
  ...facts,
});

/** @param {any[]} notices */
const heard = (...notices) => notices.reduce((state, notice) => hear(state, notice, 1000), quiet);

/** @param {string} c @param {string} state @param {Record<string, unknown>} [facts] */
const told = (c, state, facts = {}) => ({ type: "talk", c, seq: 0, state, seen: 0, ...facts });

Deno.test("lines of a later conversation open a new one; the ended one stands above it", () => {
  const state = heard(
    { type: "entries", c: talk, after: 0, entries: [line(1), line(2, { kind: "ended", why: "byAgent" })] },
    { type: "entry", c: newer, entry: line(1, { mid: "n1" }) },
  );
  equal([state.log.c, state.log.lines.length, state.past.length], [newer, 1, 2]);
});

Deno.test("notices of an older conversation are passed over, unless it is open", () => {
  const state = heard(told(talk, "ended"), { type: "entry", c: older, entry: line(1) });
  equal([state.log.c, state.log.lines], [talk, []]);
  equal(hear(state, /** @type {any} */ (told(older, "ended")), 0).log.c, talk);
  const { log, talk: open } = hear(state, /** @type {any} */ (told(older, "active")), 0);
  equal([log.c, open?.c], [older, older]);
});

Deno.test("an ack makes a line of the words, and says that the disk has room", () => {
  const own = { mid: talk, text: "hello", at: 5, kind: /** @type {const} */ ("say") };
  const full = hear(wrote(quiet, own), { type: "error", code: "disk_full", ref: talk, message: "" }, 0);
  equal([full.isFull, full.log.own.length, full.log.own[0]?.failed], [true, 1, undefined]);
  const state = hear(full, { type: "ack", c: talk, mid: talk, seq: 1, at: 9 }, 0);
  equal([state.isFull, state.log.own, state.log.lines.map(({ seq, by }) => [seq, by])], [false, [], [[1, "visitor"]]]);
});

Deno.test("words refused for good are marked; a refusal that is no message's marks none", () => {
  const own = { mid: "m", text: "hello", at: 5, kind: /** @type {const} */ ("say") };
  const state = wrote(quiet, own);
  equal(hear(state, { type: "error", code: "blocked", ref: "m", message: "" }, 0).log.own[0]?.failed, "blocked");
  equal(hear(state, { type: "error", code: "blocked", message: "" }, 0) === state, true);
});

Deno.test("the numbers of a conversation say that lines are missing; marks only grow", () => {
  const state = heard(told(talk, "active", { seq: 4, seen: 3 }), { type: "seen", c: talk, seq: 2 });
  equal([state.log.known, state.log.seenByThem], [4, 3]);
  equal(hear(state, { type: "seen", c: newer, seq: 9 }, 0).log.seenByThem, 3);
});

Deno.test("typing lasts 8 s, and ends with the words, the conversation or the connection", () => {
  const typing = (/** @type {any} */ agent, on = true) => ({ type: "typing", c: talk, on, agent });
  const state = heard(told(talk, "active"), typing(anna), typing(tom));
  const names = (/** @type {import("../../../Public/widget/visitor-state.js").VisitorState} */ { writing }) =>
    writing.map(({ person }) => person.name);
  equal([names(state), nextPass(state)], [["Anna", "Tom"], 9000]);
  equal(names(pass(state, 8999)), ["Anna", "Tom"]);
  equal([names(pass(state, 9000)), nextPass(pass(state, 9000))], [[], undefined]);
  equal(names(hear(state, /** @type {any} */ (typing(anna, false)), 0)), ["Tom"]);
  equal(names(hear(state, { type: "entry", c: talk, entry: line(1, { by: "agent", agent: "tom" }) }, 0)), ["Anna"]);
  equal(names(hear(state, /** @type {any} */ (told(talk, "ended")), 0)), []);
  equal(names(stilled(state)), []);
});

Deno.test("what the store kept stands until the server tells more, and says how far it was read", () => {
  const kept = { c: talk, first: line(1), seen: 1 };
  const state = recalled(quiet, kept);
  equal([state.log.c, state.log.lines.length, state.log.seenByMe], [talk, 1, 1]);
  equal(recalled(state, { ...kept, seen: 7 }).log.seenByMe, 7);
  equal(recalled(heard(told(newer, "active")), kept).log.c, newer);
});

Deno.test("a notice of a newer server changes nothing", () => {
  const state = heard(told(talk, "active"));
  equal(hear(state, /** @type {any} */ ({ type: "weather", c: talk }), 0) === state, true);
});
