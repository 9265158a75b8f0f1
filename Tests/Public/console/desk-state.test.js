import * as state from "../../../Public/console/desk/desk-state.js";
import { active, anna, desk, hear, said, summary, talk, tom } from "./desk.js";
import { equal } from "../expect.js";

/** @param {string} mid @returns {any} */
const own = (mid) => ({ mid, text: "hello", at: 5, kind: "say" });

Deno.test("a welcome shows every talk and who is here", () => {
  const at = desk(summary("a"), active("b"));
  equal([...at.talks.keys()], ["a", "b"]);
  equal([at.link, at.you?.name, at.team.length], ["online", "Anna", 2]);
});

Deno.test("the clock shown is the server's", () => {
  equal(hear(desk(), { type: "beat", now: 5000 }, 2000).skew, 3000);
});

Deno.test("a talk that ended elsewhere leaves, but stays while somebody reads it", () => {
  const over = { type: "talk", ...active("a", { state: "ended", end: "byAgent" }) };
  equal(talk(hear(desk(active("a")), over), "a"), undefined);
  const read = hear(state.select(desk(active("a")), "a"), over);
  equal(talk(read, "a").summary.state, "ended");
  equal(talk(state.select(read, ""), "a"), undefined);
});

Deno.test("a talk that ended while the line was down is shown as over", () => {
  const before = state.linked(state.select(desk(active("a")), "a"), "offline");
  const after = hear(before, { type: "welcome", now: 0, you: anna, team: [], ring: 6000, talks: [] });
  equal(talk(after, "a").summary.state, "ended");
});

Deno.test("lines survive the line going down and up", () => {
  let at = hear(desk(active("a")), { type: "entries", c: "a", after: 0, entries: [said(1), said(2)] });
  at = hear(state.linked(at, "offline"), {
    type: "welcome",
    now: 0,
    you: anna,
    team: [],
    ring: 6000,
    talks: [active("a")],
  });
  equal(talk(at, "a").words.lines.length, 2);
});

Deno.test("a ring rings here, whatever the summary said before", () => {
  const at = hear(desk(summary("a", { ringing: ["tom"] })), { type: "ring", c: "a", ring: 2, until: 9000 });
  const { ring, until, ringing } = talk(at, "a").summary;
  equal([ring, until, ringing], [2, 9000, ["tom", "anna"]]);
});

Deno.test("a pick-up is under way until the talk is somebody's", () => {
  const pressed = state.pickingUp(desk(summary("a")), "a");
  equal([pressed.picking, pressed.selected], ["a", "a"]);
  equal(hear(pressed, { type: "talk", ...active("a") }).picking, "");
});

Deno.test("who was faster is said, and the line goes away by itself", () => {
  const lost = hear(state.pickingUp(desk(summary("a")), "a"), { type: "taken", c: "a", by: tom }, 1000);
  equal(lost.remarks.map(({ text }) => text), ["Tom was faster."]);
  equal(lost.picking, "");
  equal(state.pass(lost, 60_000).remarks, []);
});

Deno.test("the same desk comes back when time has ended nothing", () => {
  const at = desk(summary("a"));
  equal(state.pass(at, 60_000) === at, true);
});

Deno.test("own words are shown at once and become a line at the ack, once", () => {
  let at = hear(desk(active("a")), { type: "entries", c: "a", after: 0, entries: [said(1), said(2)] });
  at = state.wrote(at, "a", own("mine"));
  equal(talk(at, "a").words.own.length, 1);
  at = hear(at, { type: "ack", c: "a", mid: "mine", seq: 3, at: 9 });
  at = hear(at, { type: "entry", c: "a", entry: said(3, "agent", { mid: "mine" }) });
  equal([talk(at, "a").words.own.length, talk(at, "a").words.lines.length], [0, 3]);
});

Deno.test("refused words stay, marked, also when the refusal names no talk", () => {
  const at = state.wrote(desk(active("a")), "a", own("mine"));
  const refused = hear(at, { type: "error", code: "text_too_long", ref: "mine", message: "too long" });
  equal(talk(refused, "a").words.own[0].failed, "text_too_long");
  equal(refused.remarks, []);
});

Deno.test("a full disk passes: the words stay on their way, and the reason is said", () => {
  const at = state.wrote(desk(active("a")), "a", own("mine"));
  const full = hear(at, { type: "error", code: "disk_full", ref: "mine", message: "The disk is full." });
  equal(talk(full, "a").words.own[0].failed, undefined);
  equal(full.remarks.map(({ text }) => text), ["The disk is full."]);
});

Deno.test("typing ends with the words, with time, and when the line goes down", () => {
  const typing = hear(desk(active("a")), { type: "typing", c: "a", on: true }, 1000);
  equal(talk(typing, "a").typing > 1000, true);
  equal(talk(hear(typing, { type: "entry", c: "a", entry: said(1) }), "a").typing, 0);
  equal(talk(state.pass(typing, 60_000), "a").typing, 0);
  equal(talk(state.linked(typing, "offline"), "a").typing, 0);
});

Deno.test("your own typing in another window is not shown to you", () => {
  equal(talk(hear(desk(active("a")), { type: "typing", c: "a", on: true, agent: anna }), "a").typing, 0);
});

Deno.test("seen marks only grow", () => {
  const seen = hear(desk(active("a", { seenByVisitor: 4 })), { type: "seen", c: "a", seq: 2 });
  equal(talk(seen, "a").words.seenByThem, 4);
});

Deno.test("a summary ahead of the lines held shows the gap; one of a talk never opened does not", () => {
  const held = hear(desk(active("a")), { type: "entries", c: "a", after: 0, entries: [said(1), said(2)] });
  equal(talk(hear(held, { type: "talk", ...active("a", { seq: 4 }) }), "a").words.known, 4);
  equal(talk(desk(active("a", { seq: 9 })), "a").words.known, 0);
});

Deno.test("your own presence follows the team", () => {
  const away = hear(desk(), { type: "team", team: [{ ...anna, presence: "offBell" }, tom] });
  equal(away.you?.presence, "offBell");
});

Deno.test("notices of a talk that is not listed change nothing", () => {
  const at = desk();
  for (const type of ["entry", "entries", "ack", "seen", "typing", "card", "ring"]) {
    const notice = {
      type,
      c: "z",
      seq: 1,
      mid: "m",
      at: 0,
      on: true,
      ring: 1,
      until: 1,
      entry: said(1),
      entries: [said(1)],
    };
    equal(hear(at, notice).talks.size, 0);
  }
});

Deno.test("a talk that is over stays with whoever had it", () => {
  const ended = { ...active("a", { state: "ended", end: "byAgent" }), agent: undefined };
  const at = hear(state.select(desk(active("a")), "a"), { type: "talk", ...ended });
  equal(talk(at, "a").summary.agent.id, "anna");
});

Deno.test("a talk the server no longer knows is over, and nobody is scolded", () => {
  const at = state.select(desk(active("a")), "a");
  const told = hear(at, { type: "error", code: "unknown_talk", c: "a", message: "There is no such talk." });
  equal([talk(told, "a").summary.state, told.remarks.length], ["ended", 0]);
});

Deno.test("the team's promise of today is kept as the server tells it", () => {
  const before = desk();
  equal(before.promise, { second: 0, all: 0 });
  equal(hear(before, { type: "promise", second: 41, all: 43 }).promise, { second: 41, all: 43 });
});
