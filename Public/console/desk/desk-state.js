/**
 * What the console shows, as a value, and what the person and time do to it. Pure: a new desk comes out; the clock is an
 * argument. What the server says is in desk-notices.js.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {import("../types.js").OwnWords} OwnWords
 */

import * as conversation from "../../shared/conversation.js";
import { cutShort, notAsked } from "./introductions.js";
import { stilled } from "./talk-state.js";

/** A remark stays this long: two slow readings of one line. */
const remarkStays = 7000;

/** @type {Desk} */
export const quietDesk = {
  link: "connecting",
  way: "websocket",
  you: null,
  team: [],
  sites: [],
  ring: 6000,
  skew: 0,
  selected: "",
  picking: "",
  asking: null,
  talks: new Map(),
  remarks: [],
  promise: { second: 0, all: 0 },
};

/** @param {Desk} desk @param {import("../types.js").Link} link @returns {Desk} */
export function linked(desk, link) {
  if (desk.link === link) return desk;
  const talks = new Map(Array.from(desk.talks, ([c, talk]) => [c, stilled(talk)]));
  return { ...desk, link, talks, asking: desk.asking && cutShort(desk.asking), picking: "" };
}

/**
 * Looks at a talk. Talks that are over leave the lists once one looks away.
 *
 * @param {Desk} desk
 * @param {string} c empty for none
 * @returns {Desk}
 */
export function select(desk, c) {
  if (desk.selected === c) return desk;
  const talks = new Map(desk.talks);
  for (const [id, { summary, words }] of desk.talks) {
    if (id !== c && summary.state === "ended" && words.own.length === 0) talks.delete(id);
  }
  return { ...desk, talks, selected: c };
}

/** @param {Desk} desk @param {string} c @returns {Desk} */
export function pickingUp(desk, c) {
  return { ...select(desk, c), picking: c };
}

/** @param {Desk} desk @param {string} c @returns {Desk} */
export function declined(desk, c) {
  return change(desk, c, (talk) => ({ ...notAsked(talk), declined: talk.summary.ring ?? 0 }));
}

/** Records which colleague the agent is about to invite. @param {Desk} desk @param {import("../types.js").Asking} whom @returns {Desk} */
export const asking = (desk, whom) => ({ ...desk, asking: whom });

/** What could not be asked is let go of. @param {Desk} desk @returns {Desk} */
export const askedEnough = (desk) => desk.asking ? { ...desk, asking: null } : desk;

/** @param {Desk} desk @param {string} c @param {OwnWords} words @returns {Desk} */
export function wrote(desk, c, words) {
  return converse(desk, c, (held) => conversation.write(held, words));
}

/** @param {Desk} desk @param {string} c @param {string} mid @returns {Desk} */
export function tookBack(desk, c, mid) {
  return converse(desk, c, (held) => conversation.forget(held, mid));
}

/** @param {Desk} desk @param {string} c @param {number} seq @returns {Desk} */
export function read(desk, c, seq) {
  return converse(desk, c, (held) => conversation.seenByMe(held, seq));
}

/** @param {Desk} desk @param {string} text @param {number} now @returns {Desk} */
export function remark(desk, text, now) {
  const others = desk.remarks.filter((each) => each.text !== text);
  return { ...desk, remarks: [...others.slice(-2), { text, until: now + remarkStays }] };
}

/**
 * Lets go of what time has ended. The same desk comes back when nothing has.
 *
 * @param {Desk} desk
 * @param {number} now
 * @returns {Desk}
 */
export function pass(desk, now) {
  let next = desk;
  if (desk.remarks.some((each) => each.until <= now)) {
    next = { ...next, remarks: desk.remarks.filter((each) => each.until > now) };
  }
  for (const [c, talk] of desk.talks) {
    if (talk.typing > 0 && talk.typing <= now) next = change(next, c, stilled);
  }
  return next;
}

/**
 * What is said in one talk changes.
 *
 * @param {Desk} desk
 * @param {string} c
 * @param {(words: import("../types.js").Conversation) => import("../types.js").Conversation} act
 */
export const converse = (desk, c, act) => change(desk, c, (talk) => ({ ...talk, words: act(talk.words) }));

/**
 * One talk changes, when it is listed.
 *
 * @param {Desk} desk
 * @param {string} c
 * @param {(talk: Talk) => Talk} act
 * @returns {Desk}
 */
export function change(desk, c, act) {
  const talk = desk.talks.get(c);
  return talk ? { ...desk, talks: new Map(desk.talks).set(c, act(talk)) } : desk;
}
