/**
 * One talk as the desk holds it. Pure.
 *
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {import("../types.js").Summary} Summary
 */

import * as conversation from "../../shared/conversation.js";
import { stillAsked } from "./introductions.js";

/**
 * The server tells of a talk.
 *
 * @param {Talk | undefined} held
 * @param {Summary} summary
 * @param {string | undefined} you
 * @returns {Talk}
 */
export function renewed(held, summary, you) {
  const known = held ?? fresh(summary);
  // Another bell begins with ring 1 again.
  const talk = summary.state === "ringing" ? known : { ...known, declined: 0 };
  let words = conversation.seenByThem(talk.words, summary.seenByVisitor);
  words = conversation.seenByMe(words, summary.seenByAgent);
  // Only a talk whose lines are read here may miss some.
  if (words.lines.length > 0) words = conversation.expect(words, summary.seq);
  return stillAsked({ ...talk, summary: keptAgent(talk.summary, summary), words }, you);
}

/** An ended talk's summary has no agent: the last one known is kept. @param {Summary} held @param {Summary} summary */
function keptAgent({ agent, ring }, summary) {
  if (summary.state !== "ended" || summary.agent || !agent) return summary;
  return { ...summary, agent, ring: summary.ring ?? ring ?? 0 };
}

/** @param {Summary} summary @returns {Talk} */
const fresh = (summary) => ({ summary, words: conversation.empty(summary.c), typing: 0, typist: "", declined: 0 });

/** Nobody types in it any more. @param {Talk} talk @returns {Talk} */
export const stilled = (talk) => ({ ...talk, typing: 0, typist: "" });
