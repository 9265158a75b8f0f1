/**
 * What one holder of a secret sees of their conversation, as a value. Pure: notices and acts come in, a new state comes
 * out; the clock is an argument.
 *
 * @typedef {import("../shared/protocol.js").VisitorNotice} VisitorNotice
 * @typedef {{log: conversation.Conversation, past: import("../shared/protocol.js").Entry[],
 *   talk: import("../shared/protocol.js").VisitorTalk | null, isFull: boolean,
 *   writing: {person: import("./types.js").Person, until: number}[]}} VisitorState
 *   past: lines of conversations that ended while this page was open; isFull: the server's disk is full;
 *   writing: agents who type, and until when that is believed
 */

import * as conversation from "../shared/conversation.js";
import { isPassing } from "../shared/delivery.js";
import { idTime } from "../shared/ids.js";
import { unreachable } from "../shared/unreachable.js";

/** Typing that is not renewed ends by itself after so many milliseconds: the notice that ends it may be lost. */
const typingStays = 8000;

/** @type {VisitorState} */
export const quiet = { log: conversation.empty(), past: [], talk: null, isFull: false, writing: [] };

/** Whether there is a conversation that typing and reading belong to. @param {VisitorState} state */
export const isOpen = ({ talk }) => talk !== null && talk.state !== "ended";

/**
 * @param {VisitorState} state
 * @param {VisitorNotice} notice
 * @param {number} now this browser's clock
 * @returns {VisitorState}
 */
export function hear(state, notice, now) {
  switch (notice.type) {
    case "welcome":
      return notice.talk ? adopt(state, notice.talk) : state;
    case "talk":
      return adopt(state, notice);
    case "entry":
      return take(state, notice, [notice.entry]);
    case "entries":
      return take(state, notice, notice.entries);
    case "ack": {
      const next = turnTo({ ...state, isFull: false }, notice.c);
      return converse(next, notice.c, (log) => conversation.acknowledge(log, notice, { by: "visitor" }));
    }
    case "typing":
      return typed(state, notice.agent.id, notice.on ? [{ person: notice.agent, until: now + typingStays }] : []);
    case "seen":
      return converse(state, notice.c, (log) => conversation.seenByThem(log, notice.seq));
    case "error":
      return refused(state, notice);
    case "here":
    case "identified":
    case "beat":
    case "bye":
      return state;
    default:
      unreachable(notice);
      return state;
  }
}

/** @param {VisitorState} state @param {conversation.OwnWords} words @returns {VisitorState} */
export const wrote = (state, words) => ({ ...state, log: conversation.write(state.log, words) });

/** Takes refused words out of the log. @param {VisitorState} state @param {string} mid @returns {VisitorState} */
export const tookBack = (state, mid) => ({ ...state, log: conversation.forget(state.log, mid) });

/** The person has read up to this line. @param {VisitorState} state @param {number} seq @returns {VisitorState} */
export const read = (state, seq) => ({ ...state, log: conversation.seenByMe(state.log, seq) });

/**
 * What the store kept from a page before: the first line is enough to ask for all the others.
 * @param {VisitorState} state
 * @param {{c: string, first: import("../shared/protocol.js").Entry, seen: number}} kept
 */
export function recalled(state, { c, first, seen }) {
  const known = state.log.c ? state : { ...state, log: conversation.receive({ ...state.log, c }, [first]) };
  return c === known.log.c ? read(known, seen) : known;
}

/** The connection is gone, and with it what was known of who types. @param {VisitorState} state @returns {VisitorState} */
export const stilled = (state) => ({ ...state, writing: [] });

/** Ends what time has ended. @param {VisitorState} state @param {number} now @returns {VisitorState} */
export const pass = (state, now) => ({ ...state, writing: state.writing.filter(({ until }) => until > now) });

/** When `pass` is due next; undefined when nothing waits for it. @param {VisitorState} state */
export const nextPass = ({ writing }) => writing.length ? Math.min(...writing.map(({ until }) => until)) : undefined;

/** @param {VisitorState} state @param {import("../shared/protocol.js").VisitorTalk} talk */
function adopt(state, talk) {
  const next = turnTo(state, talk.c, talk.state !== "ended");
  if (talk.c !== next.log.c) return next;
  const log = conversation.seenByThem(conversation.expect(next.log, talk.seq), talk.seen ?? 0);
  return { ...next, talk, log, writing: talk.state === "active" ? next.writing : [] };
}

/**
 * @param {VisitorState} state
 * @param {Extract<VisitorNotice, {type: "entry" | "entries"}>} notice
 * @param {import("../shared/protocol.js").Entry[]} entries
 */
function take(state, notice, entries) {
  const next = converse(turnTo(state, notice.c), notice.c, (log) => conversation.hear(log, notice));
  if (notice.c !== next.log.c) return next;
  const spoke = (/** @type {string} */ id) => entries.some((entry) => entry.kind === "said" && entry.agent === id);
  return { ...next, writing: next.writing.filter(({ person }) => !spoke(person.id)) };
}

/** @param {VisitorState} state @param {string} id @param {VisitorState["writing"]} now @returns {VisitorState} */
const typed = (state, id, now) => ({
  ...state,
  writing: [...state.writing.filter(({ person }) => person.id !== id), ...now],
});

/** @param {VisitorState} state @param {import("../shared/protocol.js").ErrorNotice} error @returns {VisitorState} */
function refused(state, { ref, code }) {
  if (!ref) return state;
  if (isPassing(code)) return { ...state, isFull: code === "disk_full" };
  return { ...state, log: conversation.fail(state.log, ref, code) };
}

/**
 * Later words than the end of a conversation open a new one. Notices of an older one are passed over, unless it is
 * open: the same person may have begun it on another device.
 * @param {VisitorState} state
 * @param {string} c
 * @param {boolean} [isOpen]
 * @returns {VisitorState}
 */
function turnTo(state, c, isOpen = false) {
  const { log, past } = state;
  if (c === log.c || !isOpen && idTime(c) < idTime(log.c)) return state;
  return { ...state, past: [...past, ...log.lines], log: { ...conversation.empty(c), own: log.own }, talk: null };
}

/**
 * @param {VisitorState} state
 * @param {string} c
 * @param {(log: conversation.Conversation) => conversation.Conversation} act
 */
const converse = (state, c, act) => c === state.log.c ? { ...state, log: act(state.log) } : state;
