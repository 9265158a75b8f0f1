import { logRows } from "../../../Public/console/words/log-lines.js";
import { empty, receive, seenByThem, write } from "../../../Public/shared/conversation.js";
import { said } from "./desk.js";
import { equal } from "../expect.js";

const start = Date.UTC(2026, 10, 22, 12);
const reader = {
  you: "anna",
  visitor: "Jonas",
  nameFor: (/** @type {string} */ id) => ({ anna: "Anna", tom: "Tom" })[id] ?? id,
  now: start,
  isOnline: true,
};

/** @param {any[]} lines */
const words = (lines) =>
  receive(empty("c"), lines.map((line, index) => ({ mid: `m${index}`, at: start, ...line, seq: index + 1 })));
/** @param {any[]} lines @param {any} [as] */
const shown = (lines, as = reader) => logRows(words(lines), as).map((row) => `${row.kind}: ${row.text}`);
/** @param {Record<string, unknown>} facts */
const theirs = (facts = {}) => ({ ...said(0), at: start, mid: undefined, ...facts });

Deno.test("rings and the pick-up are one sentence", () => {
  const rows = shown([
    { kind: "opened", by: "visitor", page: "https://shop.example/orders/1" },
    { kind: "rang", by: "desk", ring: 1, agents: ["tom"] },
    { kind: "rang", by: "desk", ring: 2, agents: ["tom", "anna"] },
    { kind: "pickedUp", by: "agent", agent: "anna", name: "Anna", ring: 2 },
  ]);
  equal(rows[0]?.endsWith("· from /orders/1"), true);
  equal(rows.slice(1), ["event: Rang Tom and Anna · Anna picked up on the 2nd ring"]);
});

Deno.test("a release between two rings keeps both", () => {
  const rows = shown([
    { kind: "rang", by: "desk", ring: 1, agents: ["tom"] },
    { kind: "released", by: "desk", agent: "tom", why: "silent" },
    { kind: "rang", by: "desk", ring: 2, agents: ["anna"] },
  ]);
  equal(rows.slice(1), ["event: Rang Tom · Tom picked up and had not written yet, so it rang on · Rang Anna"]);
});

Deno.test("words of one person stand under one name until a pause", () => {
  const lines = [theirs({ text: "a" }), theirs({ text: "b" }), theirs({ text: "c", at: start + 600_000 })];
  const rows = shown(lines.map((line, index) => ({ ...line, mid: `w${index}` })));
  equal(rows.map((row) => row.split(":")[0]), ["day", "by", "bubble", "bubble", "by", "bubble"]);
});

Deno.test("a day line stands before each day", () => {
  const rows = shown([{ ...theirs(), mid: "a", at: start - 3 * 86_400_000 }, { ...theirs(), mid: "b" }]);
  equal(rows.filter((row) => row.startsWith("day")).length, 2);
});

Deno.test("lines that nobody here may read leave no trace", () => {
  equal(logRows(words([{ kind: "hidden" }]), reader), []);
});

Deno.test("your last words are sent, then seen; a colleague's are neither", () => {
  const talk = words([{ ...said(1, "agent"), mid: "a" }, { ...said(2, "agent"), mid: "b" }]);
  equal(logRows(talk, reader).at(-1)?.text, "Sent ✓");
  equal(logRows(seenByThem(talk, 2), reader).at(-1)?.text, "Seen ✓✓");
  equal(logRows(talk, { ...reader, you: "tom" }).at(-1)?.kind, "bubble");
});

Deno.test("words on their way say so once, and differently when it takes long", () => {
  const own = (/** @type {string} */ mid, at = start) => ({ mid, text: mid, at, kind: /** @type {const} */ ("say") });
  const talk = write(write(words([]), own("a")), own("b"));
  const marks = (/** @type {any} */ as) =>
    logRows(talk, as).filter(({ kind }) => kind === "mark").map(({ text }) => text);
  equal(marks(reader), ["Sending…"]);
  equal(marks({ ...reader, isOnline: false }), ["Not sent yet, trying"]);
  equal(marks({ ...reader, now: start + 60_000 }), ["Not sent yet, trying"]);
});

Deno.test("refused words carry the reason and a way back", () => {
  const talk = write(words([]), { mid: "a", text: "x", at: start, kind: "say", failed: "talk_ended" });
  const row = logRows(talk, reader).at(-1);
  equal([row?.text, row?.mid, row?.failed], ["Not sent: the talk is over.", "a", true]);
});

Deno.test("notes say whom they are for", () => {
  const rows = logRows(words([{ kind: "noted", by: "agent", agent: "tom", name: "Tom", text: "psst" }]), reader);
  equal(rows[1]?.text.startsWith("Tom, to colleagues only"), true);
  equal(rows[2]?.side, "note");
});

Deno.test("every row has a key of its own", () => {
  const talk = words([
    { ...theirs(), mid: "a" },
    { kind: "rang", by: "desk", ring: 1, agents: ["tom"] },
    { ...said(3, "agent"), mid: "b" },
    { kind: "noted", by: "agent", agent: "tom", name: "Tom", text: "psst" },
    { kind: "ended", by: "agent", agent: "anna", why: "byAgent" },
  ]);
  const keys = logRows(talk, reader).map(({ key }) => key);
  equal(new Set(keys).size, keys.length);
});

Deno.test("an introduction stands in the talk as words the visitor reads; a call for help as a note", () => {
  const line = { kind: "invited", by: "agent", agent: "anna", name: "Anna", colleague: { id: "tom", name: "Tom" } };
  const lines = [{ ...line, as: "owner", text: "Tom built it." }, { ...line, as: "help", text: "psst" }];
  const rows = logRows(words(lines), reader).filter(({ kind }) => kind === "event" || kind === "bubble");
  equal(rows.map(({ text, side }) => side ? `${side}: ${text}` : text), [
    "Anna asked Tom to take over",
    "ours: Tom built it.",
    "Anna asked Tom in",
    "note: psst",
  ]);
});
