import * as lists from "../../../Public/console/desk/desk-lists.js";
import * as state from "../../../Public/console/desk/desk-state.js";
import { active, desk, hear, said, summary, talk, tom } from "./desk.js";
import { equal } from "../expect.js";

/** @param {import("../../../Public/console/types.js").Talk[]} talks */
const names = (talks) => talks.map((each) => each.summary.c).join(" ");

const busy = desk(
  active("mine", { since: 4 }),
  summary("late", { since: 3 }),
  summary("early", { since: 1 }),
  summary("wait", { state: "waiting", why: "visitorAway", since: 2 }),
  active("toms", { agent: tom, since: 0 }),
);

Deno.test("each talk stands where it belongs, the longest first", () => {
  const { ringing, waiting, yours, theirs } = lists.lists(busy);
  equal([ringing, waiting, yours, theirs].map(names), ["early late", "wait", "mine", "toms"]);
});

Deno.test("one key picks up the call that has rung longest", () => {
  equal(lists.callToPickUp(busy), "early");
  equal(lists.callToPickUp(state.select(busy, "late")), "early");
});

Deno.test("when nothing rings the key picks up who waits, unless they have gone", () => {
  const waits = desk(
    summary("gone", { state: "waiting", why: "visitorAway", since: 1 }),
    summary("here", { state: "waiting", why: "nobodyHere", since: 2 }),
  );
  equal(lists.callToPickUp(waits), "here");
  equal(lists.callToPickUp(state.linked(waits, "offline")), "");
});

Deno.test("a call that rings for somebody else is not picked up by the key", () => {
  equal(lists.callToPickUp(desk(summary("a", { ringing: ["tom"] }))), "");
});

Deno.test("not now is for this ring: the next one rings again", () => {
  const quiet = state.declined(desk(summary("a")), "a");
  equal(lists.callToPickUp(quiet), "");
  equal(lists.callToPickUp(hear(quiet, { type: "ring", c: "a", ring: 2, until: 12_000 })), "a");
});

Deno.test("nothing rings while the line is down", () => {
  equal(lists.callsForYou(state.linked(busy, "offline")), []);
});

Deno.test("keys go through all talks in the order shown and stop at the ends", () => {
  const order = ["early", "late", "wait", "mine", "toms"];
  let at = busy;
  for (const c of [...order, "toms"]) {
    at = state.select(at, lists.neighbour(at, 1));
    equal(at.selected, c);
  }
  equal(lists.neighbour(at, -1), "mine");
  equal(lists.neighbour(busy, -1), "toms");
  equal(lists.neighbour(desk(), 1), "");
});

Deno.test("unread words are the visitor's beyond the mark", () => {
  const read = hear(desk(active("a", { seenByAgent: 1 })), {
    type: "entries",
    c: "a",
    after: 0,
    entries: [said(1), said(2), said(3, "agent"), said(4)],
  });
  equal(lists.unreadWords(talk(read, "a")), 2);
  equal(lists.unreadTalks(read), 1);
  equal(lists.unreadTalks(state.read(read, "a", 4)), 0);
});

Deno.test("a talk is written to by whoever has it, or is about to", () => {
  equal(lists.mayWrite(busy, talk(busy, "mine")), "words");
  equal(lists.mayWrite(busy, talk(busy, "toms")), "notes");
  equal(lists.mayWrite(state.pickingUp(busy, "early"), talk(busy, "early")), "words");
  const over = state.select(desk(active("a")), "a");
  const ended = hear(over, { type: "talk", ...active("a", { state: "ended" }) });
  equal(lists.mayWrite(ended, talk(ended, "a")), "nothing");
});

Deno.test("an answer is owed while the visitor's words are the last, unless one is on its way", () => {
  const asked = hear(desk(active("a")), { type: "entries", c: "a", after: 0, entries: [said(1, "agent"), said(2)] });
  equal(lists.owesAnswer(talk(asked, "a")), true);
  const answering = state.wrote(asked, "a", { mid: "m", text: "yes", at: 0, kind: "say" });
  equal(lists.owesAnswer(talk(answering, "a")), false);
  const noted = state.wrote(asked, "a", { mid: "n", text: "hm", at: 0, kind: "note" });
  equal(lists.owesAnswer(talk(noted, "a")), true);
  const introduced = said(3, "agent", { kind: "invited", as: "owner", colleague: tom, text: "Tom knows the amp." });
  equal(lists.owesAnswer(talk(hear(asked, { type: "entry", c: "a", entry: introduced }), "a")), false);
});
