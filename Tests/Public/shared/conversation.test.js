import * as talk from "../../../Public/shared/conversation.js";
import { equal } from "../expect.js";

/** @param {number} seq @param {string} [mid] @returns {any} */
const said = (seq, mid = `m${seq}`) => ({ seq, mid, at: seq, kind: "said", by: "agent", text: `${seq}`, files: [] });
/** @param {talk.Conversation} state */
const seqs = (state) => state.lines.map((line) => line.seq);
/** @param {string} mid @returns {any} */
const own = (mid) => ({ mid, text: "hello", at: 5, kind: "say" });

Deno.test("lines in order are taken", () => {
  const state = talk.receive(talk.empty("c"), [said(1), said(2), said(3)]);
  equal(seqs(state), [1, 2, 3]);
  equal(talk.missingAfter(state), null);
});

Deno.test("a duplicate is dropped", () => {
  const state = talk.receive(talk.receive(talk.empty(), [said(1), said(2)]), [said(2), said(1), said(2)]);
  equal(seqs(state), [1, 2]);
});

Deno.test("a line beyond a gap waits, and the gap is asked for", () => {
  let state = talk.receive(talk.empty(), [said(1), said(4), said(3)]);
  equal(seqs(state), [1]);
  equal(talk.missingAfter(state), 1);
  state = talk.receive(state, [said(2)]);
  equal(seqs(state), [1, 2, 3, 4]);
  equal(talk.missingAfter(state), null);
});

Deno.test("a line that the answer leaves out is lost, and nothing waits for it", () => {
  const live = talk.receive(talk.empty("c"), [said(1), said(6)]);
  const state = talk.replay(live, 1, [said(3), said(5)]);
  equal(state.lines.map((line) => line.kind), ["said", "lost", "said", "lost", "said", "said"]);
  equal(talk.missingAfter(state), null);
  equal(talk.resumePoint(talk.replay(live, 1, [said(3)]))?.seq, 3);
  equal(seqs(talk.receive(state, [said(2)])), [], "the line is there again: all is asked for anew");
});

Deno.test("an answer to an older question loses nothing", () => {
  const state = talk.replay(talk.receive(talk.empty("c"), [said(1)]), 3, [said(5)]);
  equal(seqs(state), [1]);
  equal(talk.missingAfter(state), 1);
});

Deno.test("any order of arrival with any repetition ends in the same lines", () => {
  let seed = 42;
  const random = () => (seed = seed * 48271 % 2147483647) / 2147483647;
  for (let round = 0; round < 300; round++) {
    const lines = Array.from({ length: 12 }, (_, index) => said(index + 1));
    const arrivals = [...lines, ...lines.filter(() => random() < 0.5)].sort(() => random() - 0.5);
    let state = talk.empty();
    while (arrivals.length) state = talk.receive(state, arrivals.splice(0, 1 + Math.floor(random() * 4)));
    equal(seqs(state), lines.map((line) => line.seq), `round ${round}`);
    equal(state.ahead, []);
  }
});

Deno.test("a known number with another id means the server's files were replaced: begin anew", () => {
  const before = talk.write(talk.receive(talk.empty("c"), [said(1), said(2)]), own("mine"));
  const state = talk.receive(before, [said(1, "other")]);
  equal(state.lines.map((line) => line.mid), ["other"]);
  equal(state.own.length, 1, "own words are not lost by it");
  equal(talk.missingAfter(talk.receive(before, [said(2, "other")])), 0, "and what is missing is asked for");
});

Deno.test("hearing of a later line asks for what is missing", () => {
  const state = talk.expect(talk.receive(talk.empty(), [said(1)]), 9);
  equal(talk.missingAfter(state), 1);
  equal(talk.expect(state, 3).known, 9, "what is known never shrinks");
});

Deno.test("own words show at once and become a line at their ack", () => {
  const state = talk.write(talk.receive(talk.empty("c"), [said(1)]), own("mine"));
  equal(state.own.length, 1);
  const acked = talk.acknowledge(state, { mid: "mine", seq: 2, at: 7 }, { by: "visitor" });
  equal(acked.own, []);
  equal(acked.lines[1], { seq: 2, mid: "mine", at: 7, by: "visitor", kind: "said", text: "hello", files: [] });
});

Deno.test("the line of an acked message is no second message", () => {
  let state = talk.write(talk.receive(talk.empty("c"), [said(1)]), own("mine"));
  state = talk.acknowledge(state, { mid: "mine", seq: 2, at: 7 }, { by: "visitor" });
  state = talk.receive(state, [said(2, "mine"), said(3)]);
  equal(seqs(state), [1, 2, 3]);
});

Deno.test("the line may come before the ack", () => {
  let state = talk.write(talk.receive(talk.empty("c"), [said(1)]), own("mine"));
  state = talk.receive(state, [said(2, "mine")]);
  equal(state.own, []);
  equal(talk.acknowledge(state, { mid: "mine", seq: 2, at: 7 }, { by: "visitor" }), state);
});

Deno.test("an ack beyond a gap keeps the words and asks for the gap", () => {
  const state = talk.acknowledge(talk.write(talk.empty("c"), own("mine")), { mid: "mine", seq: 2, at: 7 }, {
    by: "visitor",
  });
  equal(talk.missingAfter(state), 0);
  equal(seqs(talk.receive(state, [said(1)])), [1, 2]);
});

Deno.test("an ack for words of another tab tells of their line", () => {
  equal(talk.missingAfter(talk.acknowledge(talk.empty("c"), { mid: "x", seq: 1, at: 7 }, { by: "visitor" })), 0);
});

Deno.test("the same words are written once", () => {
  const state = talk.write(talk.write(talk.empty(), own("a")), own("a"));
  equal(state.own.length, 1);
  equal(talk.write(talk.receive(talk.empty(), [said(1, "a")]), own("a")).own, []);
});

Deno.test("refused words stay, with the reason, until they are let go of", () => {
  const state = talk.fail(talk.write(talk.empty(), own("a")), "a", "text_too_long");
  equal(state.own[0]?.failed, "text_too_long");
  equal(talk.forget(state, "a").own, []);
});

Deno.test("seen marks only grow", () => {
  equal(talk.seenByThem(talk.seenByThem(talk.empty(), 4), 2).seenByThem, 4);
  equal(talk.seenByMe(talk.seenByMe(talk.empty(), 4), 2).seenByMe, 4);
});

Deno.test("unread counts the other side's words only", () => {
  const lines = [{ ...said(1), kind: "opened", by: "visitor" }, { ...said(2), by: "visitor" }, said(3), said(4)];
  const state = talk.receive(talk.empty(), lines);
  equal(talk.unread(state, "agent"), 2);
  equal(talk.unread(talk.seenByMe(state, 3), "agent"), 1);
});

Deno.test("a resume point names the last line without a gap", () => {
  equal(talk.resumePoint(talk.empty("c")), undefined);
  equal(talk.resumePoint(talk.receive(talk.empty("c"), [said(1), said(2), said(4)])), { c: "c", seq: 2, mid: "m2" });
});
