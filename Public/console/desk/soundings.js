import { callsForYou } from "./desk-lists.js";
import { askedWords } from "../words/introduction-words.js";
import { invitations } from "./introductions.js";
import { calledOf, shownNameOf } from "./reader.js";
import { isolated } from "../words/strangers.js";

/**
 * What sounds for this agent: visitors who ring, then colleagues who ask them in. Pure.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {{key: string, title: string, full: string, text: string, isSoft: boolean}} Sounding
 *   title, full: who wants what, in few words and in all; text: what they said; isSoft: everybody is full, so it rings low
 */

/** @param {Desk} desk @returns {Sounding[]} */
export const soundings = (
  desk,
) => [...callsForYou(desk).map((talk) => ofVisitor(talk, desk)), ...invitations(desk).map(ofColleague)];

/** @param {Talk} talk @param {Desk} desk @returns {Sounding} */
function ofVisitor(talk, desk) {
  const { summary } = talk;
  const [title, full] = [calledOf(talk, desk), shownNameOf(talk, desk)].map((name) => `${name} is ringing`);
  const [text, isSoft] = [isolated(summary.last?.text ?? ""), summary.soft === true];
  return { key: `ring ${summary.c}`, title: title ?? "", full: full ?? "", text, isSoft };
}

/** @param {Talk} talk @returns {Sounding} */
function ofColleague(talk) {
  const { summary, invitation } = talk;
  const words = invitation ? askedWords(invitation.as, invitation.by.name) : "";
  return { key: `asked ${summary.c}`, title: words, full: words, text: invitation?.text ?? "", isSoft: false };
}
