/**
 * A talk's lines as rows to show: day lines, events joined into one sentence, bubbles in groups, marks. Pure.
 *
 * @typedef {import("../types.js").Entry} Entry
 * @typedef {import("../types.js").Conversation} Conversation
 * @typedef {{key: string, kind: "day" | "event" | "by" | "bubble" | "mark", text: string, side?: Side, failed?: boolean,
 *   mid?: string}} Row
 * @typedef {"theirs" | "ours" | "colleague" | "note" | "ours trying" | "note trying" | "refused"} Side
 * @typedef {{you: string, visitor: string, nameFor: (id: string) => string, now: number, isOnline: boolean,
 *   isOver?: boolean, known?: string, called?: (name: string) => string}} Reader
 *   you: the reading agent's id; visitor: the visitor's display name now; known: the full name behind that display name;
 *   called: the display name for another full name
 */

import { isSpoken } from "../../shared/conversation.js";
import { clock, day, daysBetween } from "../../shared/time-format.js";
import { authorOf, eventWords, speech, together } from "./desk-words.js";
import { introductionWords } from "./introduction-words.js";
import { self } from "./strangers.js";

/** After a pause this long, in milliseconds, the same author's next message begins a new group. */
const pause = 5 * 60 * 1000;

/** After so many milliseconds without an ack an own message is marked "Not sent yet" and no longer "Sending". */
const patience = 4000;

/**
 * @typedef {{rows: Row[], last?: Entry, by: string, at: number, rang: string[], first: string}} Page
 *   last: the last line taken; by, at: author and time of the last message, for groups; rang: the agents named in the
 *   last ring row; first: the first name the visitor gave
 */

/**
 * @param {Conversation} words
 * @param {Reader} reader
 * @returns {Row[]}
 */
export function logRows(words, reader) {
  /** @type {Page} */
  const page = { rows: [], by: "", at: 0, rang: [], first: firstName(words.lines) };
  const marked = words.lines.findLast((line) => isSpoken(line) && line.by === "agent" && line.agent === reader.you);
  for (const line of words.lines) {
    if (line.kind === "hidden") continue;
    dayLine(page, line, reader);
    if (line.kind === "said" || line.kind === "noted") bubble(page, line, reader);
    else event(page, line, reader);
    if (line.kind === "invited" && line.text) bubble(page, line, reader);
    if (line === marked && words.own.length === 0) fateMark(page, line.seq <= words.seenByThem, reader);
    page.last = line;
  }
  const waiting = words.own.findLast((own) => !own.failed);
  for (const own of words.own) ownBubble(page, own, reader, own === waiting);
  return page.rows;
}

/** The name in the first `identified` line, or "". @param {Entry[]} lines */
function firstName(lines) {
  const first = lines.find((line) => line.kind === "identified");
  return first?.name ?? "";
}

/** @param {Page} page @param {Entry} line @param {Reader} reader */
function dayLine(page, { at, mid }, { now }) {
  if (page.last && daysBetween(page.last.at, at) === 0) return;
  page.rows.push({ key: `day ${mid}`, kind: "day", text: `${day(at, now, speech)}, ${clock(at, speech)}` });
  page.by = "";
}

/** @param {Page} page @param {Entry} line @param {Reader} reader */
function event(page, line, { nameFor }) {
  const text = eventWords(line, nameFor) || introductionWords(line, (entry) => authorOf(entry, nameFor));
  page.by = "";
  if (!text) return;
  const above = page.rows.at(-1);
  const isRing = line.kind === "rang";
  if (above && line.kind === "opened" && above.kind === "day") return void (above.text += ` · ${text}`);
  if (above?.kind === "event" && isRing && page.rang.length > 0) return rangAlso(page, above, line.agents.map(nameFor));
  if (above?.kind === "event") above.text += ` · ${text}`;
  else page.rows.push({ key: `event ${line.mid}`, kind: "event", text });
  page.rang = isRing ? line.agents.map(nameFor) : [];
}

/** Adds the agents of a further ring to the row of the ring before. @param {Page} page @param {Row} above @param {string[]} names */
function rangAlso(page, above, names) {
  const before = `Rang ${together(page.rang)}`;
  page.rang = [...new Set([...page.rang, ...names])];
  above.text = above.text.slice(0, above.text.lastIndexOf(before)) + `Rang ${together(page.rang)}`;
}

/** @param {Page} page @param {Extract<Entry, {text: string}>} line @param {Reader} reader */
function bubble(page, line, reader) {
  const isNote = line.kind === "noted" || !isSpoken(line);
  const isTheirs = line.by === "visitor";
  const isYours = !isTheirs && line.agent === reader.you;
  const name = isTheirs
    ? theirName(page, line, reader)
    : isYours
    ? self
    : line.name || reader.nameFor(line.agent ?? "");
  byLine(
    page,
    `${line.kind} ${line.by} ${line.agent ?? name}`,
    line,
    isNote ? `${name}, to colleagues only` : name,
    isTheirs,
  );
  const side = isNote ? "note" : isTheirs ? "theirs" : isYours ? "ours" : "colleague";
  page.rows.push({ key: line.mid, kind: "bubble", text: line.text, side });
}

/**
 * The visitor's display name above a message: the name they had when they wrote it, even if another person uses the
 * browser now. Messages before the first `identified` line carry the name in that line.
 *
 * @param {Page} page @param {Entry} line @param {Reader} reader
 */
function theirName({ first }, { name }, { visitor, known, called = (then) => then }) {
  const then = name || first;
  return then && then !== known ? called(then) : visitor;
}

/** @param {Page} page @param {string} by @param {Entry} line @param {string} name @param {boolean} isTheirs */
function byLine(page, by, { at, mid }, name, isTheirs) {
  if (by !== page.by || at - page.at > pause) {
    const text = `${name} · ${clock(at, speech)}`;
    page.rows.push({ key: `by ${mid}`, kind: "by", text, side: isTheirs ? "theirs" : "ours" });
  }
  Object.assign(page, { by, at });
}

/** @param {Page} page @param {import("../types.js").OwnWords} own @param {Reader} reader @param {boolean} isLast */
function ownBubble(page, own, { now, isOnline }, isLast) {
  const base = own.kind === "note" ? "note" : "ours";
  const side = own.failed ? "refused" : /** @type {Side} */ (`${base} trying`);
  page.rows.push({ key: own.mid, kind: "bubble", text: own.text, side });
  if (own.failed) return mark(page, refusedWords(own.failed), own.mid);
  if (!isLast) return;
  const isSlow = !isOnline || now - own.at > patience;
  mark(page, isSlow ? "Not sent yet, trying" : "Sending…", `${own.mid} wait`, false);
}

/**
 * Marks the agent's last message as seen or sent. In an ended conversation only "Seen" is shown.
 *
 * @param {Page} page
 * @param {boolean} isSeen
 * @param {Reader} reader
 */
function fateMark(page, isSeen, { isOver }) {
  if (isSeen) return mark(page, "Seen ✓✓");
  if (!isOver) mark(page, "Sent ✓");
}

/** @param {Page} page @param {string} text @param {string} [mid] of refused words @param {boolean} [failed] */
function mark(page, text, mid, failed = mid !== undefined) {
  page.rows.push({ key: `mark ${mid ?? "last"}`, kind: "mark", text, failed, ...(failed && mid ? { mid } : {}) });
}

/** @param {string} code */
export function refusedWords(code) {
  const words = /** @type {Partial<Record<import("../../shared/protocol.js").ErrorCode, string>>} */ ({
    text_too_long: "Not sent: it is too long for one message.",
    talk_ended: "Not sent: the talk is over.",
    not_your_talk: "Not sent: the talk is somebody else’s now.",
    unknown_talk: "Not sent: the talk is no longer there.",
  });
  return words[/** @type {keyof typeof words} */ (code)] ?? "Not sent.";
}
