import { firstNameOf, nameOf } from "../words/desk-words.js";
import { visitorName } from "../words/strangers.js";

/**
 * Through whose eyes a talk is shown: the names and the moment its lines are written with.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 */

/** @param {Talk} talk @param {Desk} desk @param {number} now @returns {import("../words/log-lines.js").Reader} */
export function readerOf(talk, desk, now) {
  const isOver = talk.summary.state === "ended";
  const [you, isOnline] = [desk.you?.id ?? "", desk.link === "online"];
  const known = talk.summary.who?.name ?? "";
  const called = (/** @type {string} */ name) => visitorName(name, desk.team);
  return { you, visitor: calledOf(talk, desk), known, called, nameFor: naming(desk), now, isOnline, isOver };
}

/** What agents are called, by the name they sign in with. @param {Desk} desk @returns {(id: string) => string} */
export const naming = ({ team }) => (id) => team.find((each) => each.id === id)?.name ?? id;

/** The same inside a sentence to this agent: "talked with you". @param {Desk} desk @returns {(id: string) => string} */
export const namingToYou = (desk) => (id) => id === desk.you?.id ? "you" : naming(desk)(id);

/** What the visitor is called in a list and over their card. @param {Pick<Talk, "summary" | "card">} talk @param {Pick<Desk, "team">} desk */
export const shownNameOf = ({ summary, card }, { team }) => visitorName(nameOf(summary, card), team);

/** What the visitor is called over their words. @param {Talk} talk @param {Desk} desk */
export function calledOf(talk, desk) {
  const { summary, card } = talk;
  return card?.name || summary.who?.name ? shownFirstNameOf(talk, desk) : shownNameOf(talk, desk);
}

/** What to call the visitor inside a sentence. @param {Pick<Talk, "summary" | "card">} talk @param {Pick<Desk, "team">} desk */
export const shownFirstNameOf = ({ summary, card }, { team }) => visitorName(firstNameOf(summary, card), team);
