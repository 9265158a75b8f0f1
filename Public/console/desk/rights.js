/**
 * What an account may do with a visitor. Pure: the server decides by the same rule.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 */

import { isSpoken } from "../../shared/conversation.js";

/**
 * Whether this agent may keep the visitor out, or have them forgotten: owners may, and the agent whose talk it is. A
 * talk that is over is the one's who wrote last.
 *
 * @param {Pick<Desk, "you">} desk
 * @param {Talk} talk
 */
export function mayDecide({ you }, { summary, words }) {
  if (!you) return false;
  if (you.role === "owner") return true;
  if (summary.state !== "ended") return summary.agent?.id === you.id;
  return words.lines.findLast((line) => isSpoken(line) && line.by === "agent")?.agent === you.id;
}
