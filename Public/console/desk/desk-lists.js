/**
 * Which talk stands where on the screen. Pure.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {{ringing: Talk[], waiting: Talk[], yours: Talk[], theirs: Talk[]}} Lists
 */

import { isSpoken, unread } from "../../shared/conversation.js";
import { invitations, partOf } from "./introductions.js";

/** @param {Desk} desk @returns {Lists} each in the order of arrival, so that nothing jumps under the hand */
export function lists(desk) {
  const talks = [...desk.talks.values()].sort((a, b) => a.summary.since - b.summary.since);
  const over = talks.filter(({ summary }) => summary.state === "ended");
  const active = talks.filter(({ summary }) => summary.state === "active");
  return {
    ringing: talks.filter(({ summary }) => summary.state === "ringing"),
    waiting: talks.filter(({ summary }) => summary.state === "waiting"),
    yours: [...active, ...over].filter((talk) => isYours(desk, talk)),
    theirs: [...active, ...over].filter((talk) => !isYours(desk, talk)),
  };
}

/** @param {Desk} desk @param {Talk} talk whether you have it, or help in it */
export const isYours = (desk, talk) => partOf(desk, talk) !== "onlooker";

/** @param {Desk} desk @param {Talk} talk whether it rings here and has not been put off */
export function ringsForYou(desk, { summary, declined }) {
  const isCalled = summary.ringing?.includes(desk.you?.id ?? "") ?? false;
  return summary.state === "ringing" && isCalled && (summary.ring ?? 0) !== declined;
}

/** @param {Desk} desk @returns {Talk[]} the longest ringing first */
export function callsForYou(desk) {
  if (desk.link !== "online") return []; // the server has already rung somebody else
  return lists(desk).ringing.filter((talk) => ringsForYou(desk, talk));
}

/** @param {Desk} desk @returns {Talk[]} visitors who are there and for whom nobody can be rung, the longest waiting first */
function waitingHere(desk) {
  if (desk.link !== "online") return [];
  return lists(desk).waiting.filter(({ summary }) => summary.why !== "visitorAway");
}

/** @param {Desk} desk @returns {string} the call one key picks up: rings, then colleagues, then who waits; empty for none */
export function callToPickUp(desk) {
  return [...callsForYou(desk), ...invitations(desk), ...waitingHere(desk)][0]?.summary.c ?? "";
}

/** @param {Desk} desk @param {1|-1} step @returns {string} the talk above or below the selected one */
export function neighbour(desk, step) {
  const { ringing, waiting, yours, theirs } = lists(desk);
  const order = [...ringing, ...waiting, ...yours, ...theirs].map(({ summary }) => summary.c);
  const at = order.indexOf(desk.selected);
  if (at < 0) return (step > 0 ? order[0] : order.at(-1)) ?? "";
  return order[Math.min(order.length - 1, Math.max(0, at + step))] ?? "";
}

/** @param {Talk} talk words of the visitor that nobody at this desk has read */
export function unreadWords({ words, summary }) {
  if (words.lines.length > 0) return unread(words, "visitor");
  return summary.last?.by === "visitor" && summary.seq > summary.seenByAgent ? 1 : 0;
}

/** @param {Desk} desk @returns {number} your talks with words you have not read */
export function unreadTalks(desk) {
  return lists(desk).yours.filter((talk) => unreadWords(talk) > 0).length;
}

/**
 * What may be written here: to the visitor, to colleagues only, or nothing. A call being picked up is written to at
 * once: the pick-up is sent before the words, so typing need not wait for its answer.
 *
 * @param {Desk} desk
 * @param {Talk} talk
 * @returns {"words" | "notes" | "nothing"}
 */
export function mayWrite(desk, talk) {
  if (talk.summary.state === "ended") return "nothing";
  if (desk.picking === talk.summary.c) return "words";
  return talk.summary.state === "active" && isYours(desk, talk) ? "words" : "notes";
}

/** @param {Talk} talk whether the visitor waits for an answer: then ending the talk is asked about */
export function owesAnswer({ words, summary }) {
  if (words.own.some((own) => own.kind === "say" && !own.failed)) return false;
  const last = words.lines.findLast(isSpoken);
  return (last ? last.by : summary.last?.by) === "visitor";
}
