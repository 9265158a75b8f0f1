/**
 * What one page knows of one conversation. Pure: every function returns a new state.
 * Lines are taken only in order: a line already here is dropped, one too far ahead waits in `ahead` until the gap
 * before it is filled; `missingAfter` says what to ask for.
 *
 * @typedef {import("./protocol.js").Entry} Entry
 * @typedef {{mid: string, text: string, at: number, kind: "say" | "note", failed?: string}} OwnWords
 *   words of this browser that are not yet a line; `failed` holds the error code once the server has refused them
 * @typedef {{c: string, lines: Entry[], ahead: Entry[], own: OwnWords[], known: number, seenByThem: number,
 *   seenByMe: number}} Conversation
 *   known: the highest line number heard of; seenByThem, seenByMe: how far each side has read
 */

/**
 * @param {string} [c]
 * @returns {Conversation}
 */
export const empty = (c = "") => ({ c, lines: [], ahead: [], own: [], known: 0, seenByThem: 0, seenByMe: 0 });

/** The last line held without a gap. @param {Conversation} state */
export const last = (state) => state.lines.length;

/**
 * Takes lines, live ones and replayed ones alike.
 * @param {Conversation} state
 * @param {Entry[]} entries
 * @returns {Conversation}
 */
export function receive(state, entries) {
  const lines = [...state.lines];
  const ahead = new Map(state.ahead.map((entry) => [entry.seq, entry]));
  for (const entry of entries) {
    const held = lines[entry.seq - 1];
    // Another line under a known number: the server's files were replaced. What is here is no longer true.
    if (held && held.mid !== entry.mid) return receive({ ...empty(state.c), own: state.own }, entries);
    if (!held && entry.seq > 0) ahead.set(entry.seq, entry);
  }
  for (let next; (next = ahead.get(lines.length + 1));) {
    lines.push(next);
    ahead.delete(next.seq);
  }
  const arrived = new Set(lines.slice(state.lines.length).map((line) => line.mid));
  const known = Math.max(state.known, lines.length, ...ahead.keys());
  const own = arrived.size ? state.own.filter((words) => !arrived.has(words.mid)) : state.own;
  return { ...state, lines, ahead: [...ahead.values()], own, known };
}

/**
 * Takes the answer to "what came after line `after`". What it leaves out is in no file any more: a lost line stands
 * there, so that nothing behind it waits for ever.
 * @param {Conversation} state
 * @param {number} after
 * @param {Entry[]} entries
 * @returns {Conversation}
 */
export function replay(state, after, entries) {
  const told = new Set([...state.ahead, ...entries].map((entry) => entry.seq));
  const lost = [];
  for (
    let seq = last(state) + 1;
    last(state) >= after && seq < Math.max(0, ...entries.map((each) => each.seq));
    seq++
  ) {
    if (!told.has(seq)) lost.push(lostLine(seq, state.lines.at(-1)?.at ?? entries[0]?.at ?? 0));
  }
  return receive(state, [...entries, ...lost]);
}

/**
 * A line as it is written, or lines asked for.
 * @param {Conversation} state
 * @param {{type: "entry", entry: Entry} | {type: "entries", after: number, entries: Entry[]}} notice
 */
export const hear = (state, notice) =>
  notice.type === "entry" ? receive(state, [notice.entry]) : replay(state, notice.after, notice.entries);

/** @param {number} seq @param {number} at @returns {Entry} */
const lostLine = (seq, at) => ({ seq, mid: `lost-${seq}`, at, kind: "lost" });

/**
 * Shows words at once, before the server has them.
 * @param {Conversation} state
 * @param {OwnWords} words
 * @returns {Conversation}
 */
export function write(state, words) {
  const isKnown = [...state.own, ...state.lines, ...state.ahead].some((each) => each.mid === words.mid);
  return isKnown ? state : { ...state, own: [...state.own, words] };
}

/**
 * The server has these words on disk: they become a line, also when the line itself has not come yet.
 * @param {Conversation} state
 * @param {{mid: string, seq: number, at: number}} ack
 * @param {{by: "visitor" | "agent", agent?: string, name?: string}} author
 * @returns {Conversation}
 */
export function acknowledge(state, { mid, seq, at }, author) {
  const words = state.own.find((each) => each.mid === mid);
  if (!words) return expect(state, seq);
  const kind = words.kind === "note" ? "noted" : "said";
  const line = /** @type {Entry} */ ({ seq, mid, at, ...author, kind, text: words.text, files: [] });
  const own = state.own.filter((each) => each !== words);
  return receive({ ...state, own }, [line]);
}

/**
 * The server refused these words for good.
 * @param {Conversation} state
 * @param {string} mid
 * @param {string} code
 * @returns {Conversation}
 */
export const fail = (state, mid, code) => ({
  ...state,
  own: state.own.map((words) => words.mid === mid ? { ...words, failed: code } : words),
});

/**
 * Takes own words away: the person let go of them, or sends them again under a new id.
 * @param {Conversation} state
 * @param {string} mid
 * @returns {Conversation}
 */
export const forget = (state, mid) => ({ ...state, own: state.own.filter((words) => words.mid !== mid) });

/**
 * Hears that lines up to `seq` exist.
 * @param {Conversation} state
 * @param {number} seq
 * @returns {Conversation}
 */
export const expect = (state, seq) => seq > state.known ? { ...state, known: seq } : state;

/**
 * The other side has read up to `seq`; marks only ever grow.
 * @param {Conversation} state
 * @param {number} seq
 * @returns {Conversation}
 */
export const seenByThem = (state, seq) => seq > state.seenByThem ? { ...state, seenByThem: seq } : state;

/**
 * This side has read up to `seq`.
 * @param {Conversation} state
 * @param {number} seq
 * @returns {Conversation}
 */
export const seenByMe = (state, seq) => seq > state.seenByMe ? { ...state, seenByMe: seq } : state;

/**
 * The line after which lines are missing: what to `sync` from; null when nothing is.
 * Ask a moment later and only if it still stands: an ack may overtake its line by a turn.
 * @param {Conversation} state
 * @returns {number | null}
 */
export const missingAfter = (state) => state.known > state.lines.length ? state.lines.length : null;

/**
 * What `hello` says of this conversation; undefined when no line is held.
 * @param {Conversation} state
 * @returns {import("./protocol.js").ResumePoint | undefined}
 */
export function resumePoint(state) {
  const line = state.lines.findLast((each) => each.kind !== "lost");
  return line && { c: state.c, seq: line.seq, mid: line.mid };
}

/**
 * Lines of human words by the other side that this side has not read.
 * @param {Conversation} state
 * @param {"visitor" | "agent"} them
 */
export const unread = (state, them) =>
  state.lines.slice(state.seenByMe).filter((line) => isSpoken(line) && line.by === them).length;

/**
 * Words one side says to the other: also a colleague's introduction, which the visitor reads.
 * @param {Entry} line
 * @returns {line is import("./protocol-types.js").Said | import("./protocol-types.js").InvitedLine}
 */
export const isSpoken = (line) => line.kind === "said" || line.kind === "invited" && line.as === "owner";
