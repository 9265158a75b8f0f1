import { firstNameOf, nameOf } from "./desk-words.js";

/**
 * Through whose eyes a talk is shown: the names and the moment its lines are written with.
 *
 * @typedef {import("./types.js").Desk} Desk
 * @typedef {import("./types.js").Talk} Talk
 */

/** @param {Talk} talk @param {Desk} desk @param {number} now @returns {import("./log-lines.js").Reader} */
export function readerOf(talk, { team, you, link }, now) {
  const nameFor = (/** @type {string} */ id) => team.find((each) => each.id === id)?.name ?? id;
  const isOver = talk.summary.state === "ended";
  return { you: you?.id ?? "", visitor: calledOf(talk), nameFor, now, isOnline: link === "online", isOver };
}

/** What the visitor is called over their words. @param {Talk} talk */
export function calledOf({ summary, card }) {
  return card?.name || summary.who?.name ? firstNameOf(summary, card) : nameOf(summary, card);
}
