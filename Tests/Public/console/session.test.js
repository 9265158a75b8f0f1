import { Drafts } from "../../../Public/console/desk/drafts.js";
import { middleSquare } from "../../../Public/console/sheets/face-picture.js";
import { memoryStore } from "../../../Public/shared/storage.js";
import { active, anna, said, summary, tom } from "./desk.js";
import { equal } from "../expect.js";
import { answered, of, signedIn, wired } from "./wire.js";

Deno.test("the greeting says whether to be rung and what is held", () => {
  const { sent, welcome, hear } = wired();
  welcome(active("a"));
  hear({ type: "entries", c: "a", after: 0, entries: [said(1), said(2)] });
  welcome(active("a"));
  equal(of(sent, "hello"), [
    { type: "hello", v: 1, bell: true, active: true, resume: [] },
    { type: "hello", v: 1, bell: true, active: true, resume: [{ c: "a", seq: 2, mid: "m2" }] },
  ]);
});

Deno.test("your talks are opened at once; a greeting that resumes them opens them too", () => {
  const { sent, welcome, hear } = wired();
  welcome(active("a"), active("toms", { agent: tom }), summary("r"));
  hear({ type: "entries", c: "a", after: 0, entries: [said(1), said(2)] });
  welcome(active("a"));
  equal(of(sent, "open"), [{ type: "open", c: "a", after: 0 }]);
});

Deno.test("a colleague's talk that is no longer looked at is not resumed", () => {
  const { session, sent, welcome, hear } = wired();
  welcome(active("toms", { agent: tom }));
  session.select("toms");
  hear({ type: "entries", c: "toms", after: 0, entries: [said(1)] });
  session.select("");
  welcome(active("toms", { agent: tom }));
  equal(of(sent, "hello")[1].resume, []);
});

Deno.test("a colleague's talk is opened to read and closed on leaving", () => {
  const { session, sent, welcome } = wired();
  welcome(active("toms", { agent: tom }));
  session.select("toms");
  session.select("");
  equal(sent.slice(1), [{ type: "open", c: "toms", after: 0 }, { type: "close", c: "toms" }]);
});

Deno.test("words outlive a reload and go out in order, once each", () => {
  const store = memoryStore();
  const first = wired(store);
  first.welcome(active("a"));
  first.drop();
  first.session.write("a", "one", "say");
  first.session.write("a", "two", "note");
  equal(of(first.sent, "say").length, 0);
  const second = wired(store);
  second.welcome(active("a"));
  second.hear({ type: "talk", ...active("a") });
  const words = () => second.sent.filter(({ type }) => type === "say" || type === "note");
  equal(second.session.desk.talks.get("a")?.words.own.length, 2);
  // The second waits until the first is on disk, so that it cannot be taken before it.
  for (const [index, said] of ["say one", "note two"].entries()) {
    const sent = words();
    equal(sent.length, index + 1);
    equal(`${sent[index].type} ${sent[index].text}`, said);
    second.hear({ type: "ack", c: "a", mid: sent[index].mid, seq: index + 1, at: 0 });
  }
  equal(wired(store).store.length, 0);
});

Deno.test("nothing goes out before the welcome: the server may not know us yet", () => {
  const { session, sent, changed } = wired();
  changed("connecting");
  session.write("a", "early", "say");
  equal(sent, []);
});

Deno.test("refused words of a talk that is gone go back to its draft", () => {
  const { session, welcome, hear, sent } = wired();
  welcome(active("a"));
  session.write("b", "lost?", "say");
  hear({ type: "error", code: "unknown_talk", ref: of(sent, "say")[0].mid, message: "" });
  equal(session.drafts.read("b", "say"), "lost?");
});

Deno.test("a pick-up travels before the words typed after it", () => {
  const { session, sent, welcome } = wired();
  welcome(summary("a"));
  session.pickUp("a");
  session.write("a", "Hello!", "say");
  equal(sent.map(({ type }) => type), ["hello", "open", "pickup", "say"]);
});

Deno.test("reading marks only your talks, and only once", () => {
  const { session, sent, welcome, hear } = wired();
  welcome(active("a"), active("toms", { agent: tom }));
  hear({ type: "entries", c: "a", after: 0, entries: [said(1), said(2)] });
  for (const c of ["a", "a", "toms", "z"]) session.read(c);
  equal(of(sent, "seen"), [{ type: "seen", c: "a", seq: 2 }]);
});

Deno.test("the bell's switch outlives a reload", () => {
  const store = memoryStore();
  wired(store).session.setBell(false);
  const again = wired(store);
  again.welcome();
  equal(again.sent[0].bell, false);
});

Deno.test("a beat says whether anybody was there since the last", () => {
  const { session, beat } = wired();
  session.touched();
  equal([beat().active, beat().active], [true, false]);
});

Deno.test("a good cookie is believed once, then the person is asked", async () => {
  const { session, starts, welcome, changed } = wired(memoryStore(), signedIn);
  welcome();
  changed("refused", "notSignedIn");
  await answered();
  equal([starts.length, session.desk.link], [1, "offline"]);
  changed("refused", "notSignedIn");
  await answered();
  equal([starts.length, session.desk.link], [1, "signedOut"]);
});

Deno.test("words of another tab are shown here, and a sign-out loses nothing", async () => {
  const { session, store, welcome, changed } = wired();
  welcome(active("a"));
  const other = wired(store);
  other.session.write("a", "from there", "say");
  session.stored(store.key(0));
  equal(session.desk.talks.get("a")?.words.own.map(({ text }) => text), ["from there"]);
  changed("refused", "notSignedIn");
  await answered();
  equal([session.desk.link, session.desk.talks.size], ["signedOut", 1]);
});

Deno.test("a draft is kept per talk and kind, also when storage fails", () => {
  const broken = {
    getItem: () => null,
    removeItem() {},
    setItem: () => {
      throw new Error("full");
    },
  };
  for (const store of [memoryStore(), broken, null]) {
    const drafts = new Drafts(store, "anna");
    drafts.write("a", "say", "dear");
    drafts.write("a", "note", "psst");
    equal([drafts.read("a", "say"), drafts.read("a", "note"), drafts.read("b", "say")], ["dear", "psst", ""]);
    drafts.write("a", "say", "");
    equal(drafts.read("a", "say"), "");
  }
});

Deno.test("a face is cut from the middle, a little above", () => {
  equal(middleSquare(400, 200), { x: 100, y: 0, edge: 200 });
  equal(middleSquare(200, 500), { x: 0, y: 100, edge: 200 });
});

Deno.test("a ring is acknowledged at once, each time it sounds", () => {
  const { sent, welcome, hear } = wired();
  welcome(summary("a"));
  hear({ type: "ring", c: "a", ring: 1, until: 6000 });
  hear({ type: "ring", c: "a", ring: 2, until: 12000 });
  equal(of(sent, "heard"), [{ type: "heard", c: "a", ring: 1 }, { type: "heard", c: "a", ring: 2 }]);
});

Deno.test("a server that asks whether anybody is there hears the first input at once, and once", () => {
  const { session, sent, welcome, hear } = wired();
  welcome();
  session.touched();
  equal(of(sent, "beat"), []);
  hear({ type: "team", team: [{ ...anna, presence: "idle" }, tom] });
  session.touched();
  session.touched();
  equal(of(sent, "beat"), [{ type: "beat", active: true }]);
});

Deno.test("a page that comes back by itself long after the last touch says that nobody is there", () => {
  const { session, sent, welcome, clock } = wired();
  welcome();
  clock.pass(61_000);
  welcome();
  session.touched();
  welcome();
  equal(of(sent, "hello").map(({ active }) => active), [true, false, true]);
});

Deno.test("the bell is what the server holds, and a breath taken on another device is not undone here", () => {
  const { session, sent, welcome, hear } = wired();
  welcome();
  hear({ type: "team", team: [{ ...anna, presence: "offBell" }, tom] });
  equal(session.isOnBell, false);
  session.setBell(true);
  equal(session.isOnBell, true, "a wish goes before an older answer");
  hear({ type: "team", team: [{ ...anna, presence: "offBell" }, tom] });
  equal(session.isOnBell, false);
  welcome();
  equal(of(sent, "hello").map(({ bell }) => bell), [true, false]);
});

Deno.test("a colleague is asked by name and line, and not once more after a cut", () => {
  const { session, sent, welcome, hear, drop } = wired();
  welcome(active("a"));
  session.invite("a", { agent: "tom", name: "Tom", as: "owner", text: "He knows the amp." });
  const [{ mid, ...invite }] = of(sent, "invite");
  equal(invite, { type: "invite", c: "a", agent: "tom", as: "owner", text: "He knows the amp." });
  drop();
  equal(session.desk.asking?.problem, "The line was cut: the talk will show whether Tom has been asked.");
  welcome(active("a"));
  equal(of(sent, "invite").length, 1);
  session.invite("a", { agent: "tom", name: "Tom", as: "owner", text: "He knows the amp." });
  hear({ type: "ack", c: "a", mid: of(sent, "invite")[1].mid, seq: 3, at: 0 });
  equal([session.desk.asking, mid !== of(sent, "invite")[1].mid], [null, true]);
});

Deno.test("nobody is asked while the line is down, and that is said", () => {
  const { session, sent, welcome, drop } = wired();
  welcome(active("a"));
  drop();
  session.invite("a", { agent: "tom", name: "Tom", as: "help", text: "" });
  equal([of(sent, "invite"), session.desk.asking?.problem], [[], "Not connected: nobody has been asked."]);
});

Deno.test("an invitation is heard as ring 0, once it is shown", () => {
  const { session, sent, welcome, hear } = wired();
  welcome(active("a", { agent: tom }));
  const asks = { type: "invitation", by: tom, as: "owner", text: "Jonas asks about amps", until: 30_000 };
  hear({ ...asks, c: "a" });
  hear({ ...asks, c: "unknown" });
  equal(of(sent, "heard"), [{ type: "heard", c: "a", ring: 0 }]);
  session.join("a");
  equal(of(sent, "join"), [{ type: "join", c: "a" }]);
  equal(session.desk.picking, "a");
});

Deno.test("a draft that stands is told with the typing, and when the typing stops", () => {
  const { session, sent, welcome } = wired();
  welcome(active("a"));
  session.typing("a", true, true);
  session.typing("a", false, true);
  session.typing("a", false, false);
  session.typing("a", false, false);
  equal(of(sent, "typing"), [
    { type: "typing", c: "a", on: true, draft: true },
    { type: "typing", c: "a", on: false, draft: true },
    { type: "typing", c: "a", on: false },
  ]);
});

Deno.test("words refused for the moment go again after a pause, and later ones of the talk wait behind them", () => {
  const { session, sent, welcome, hear, clock } = wired();
  welcome(active("a"), active("b"));
  session.write("a", "one", "say");
  session.write("a", "two", "say");
  const [{ mid }] = of(sent, "say");
  hear({ type: "error", code: "too_fast", ref: mid, message: "" });
  session.write("b", "elsewhere", "say");
  clock.pass(2900);
  equal(of(sent, "say").map(({ text }) => text), ["one", "elsewhere"]);
  clock.pass(200);
  equal(of(sent, "say").map(({ text }) => text), ["one", "elsewhere", "one"]);
  hear({ type: "ack", c: "a", mid, seq: 3, at: 0 });
  equal(of(sent, "say").at(-1).text, "two");
});
