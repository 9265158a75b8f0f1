/**
 * What the console says about colleagues in a talk. Pure.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {import("../types.js").Person} Person
 * @typedef {import("../../shared/protocol.js").Part} Part
 * @typedef {import("../../shared/protocol.js").ErrorCode} ErrorCode
 */

import { unreachable } from "../../shared/unreachable.js";
import { together } from "./desk-words.js";

/**
 * Who is in the talk, when it is more than one.
 *
 * @param {Pick<import("../types.js").Summary, "agent" | "with">} summary
 * @param {string} you
 */
export function peopleWords({ agent, with: helpers = [] }, you) {
  if (!agent || helpers.length === 0) return "";
  const isYouIn = helpers.some(({ id }) => id === you);
  const others = helpers.filter(({ id }) => id !== you).map(({ name }) => name);
  if (agent.id === you) return `${together(others)} ${others.length > 1 ? "are" : "is"} here too`;
  const also = isYouIn ? ["you", ...others] : others;
  return `${agent.name} has the talk, ${together(also)} ${also.length > 1 || isYouIn ? "are" : "is"} here too`;
}

/** @param {Part} as @param {string} asker */
export const askedWords = (as, asker) => `${asker} asks you ${as === "owner" ? "to take over" : "in"}`;

/** @param {import("../../shared/protocol-types.js").Invited} invited @param {string} you */
export function askingWords({ agent, by, as }, you) {
  const whom = agent.id === you ? "you" : agent.name;
  const what = as === "owner" ? " to take over" : " in";
  return by.id === you ? `Asking ${whom}${what}…` : `${by.name} is asking ${whom}${what}…`;
}

/** @param {number} until @param {number} now both the server's clock */
export const secondsLeft = (until, now) => Math.max(0, Math.ceil((until - now) / 1000));

/** @param {import("../../shared/protocol.js").Presence} presence */
export function presenceWords(presence) {
  switch (presence) {
    case "onBell":
      return "on the bell";
    case "offBell":
      return "taking a breath";
    case "gone":
      return "not here";
    case "idle":
      return "on the bell, not at the keyboard";
    default:
      unreachable(presence);
      return "";
  }
}

/** Why nobody was asked. @param {ErrorCode} code @param {string} name the colleague's, or "" */
export function refusalWords(code, name) {
  const who = name || "Your colleague";
  const words = /** @type {Partial<Record<ErrorCode, string>>} */ ({
    not_here: `${who} is not on the bell now, and cannot be asked.`,
    unknown_agent: `${who} is not in the team any more.`,
    already_invited: "Somebody is being asked already. One at a time.",
    already_in: `${who} is in the talk already.`,
    too_many: "There are four of you in this talk already: more would be a crowd.",
    not_your_talk: "This talk is somebody else’s now.",
    not_picked_up: "Nobody has picked this talk up yet: pick it up.",
    talk_ended: "The talk is over.",
    text_empty: "One line of introduction, please.",
    text_too_long: "That is too long for one message.",
    disk_full: "The server’s disk is full: it cannot take this down just now.",
  });
  return words[code];
}

/**
 * What happened among colleagues, for the lines between the bubbles; empty for other lines.
 *
 * @param {import("../types.js").Entry} entry
 * @param {(entry: {agent?: string, name?: string}) => string} author
 */
export function introductionWords(entry, author) {
  switch (entry.kind) {
    case "invited":
      return `${author(entry)} asked ${entry.colleague.name} ${entry.as === "owner" ? "to take over" : "in"}`;
    case "joined":
      return entry.from ? `${author(entry)} took over from ${entry.from.name}` : `${author(entry)} came in`;
    case "uninvited":
      return uninvitedWords(entry.why, entry.colleague.name);
    case "left":
      return `${entry.colleague.name} ${entry.by === "desk" ? "was cut off" : "left the talk"}`;
    default:
      return "";
  }
}

/** @param {"declined" | "unanswered" | "withdrawn" | "absent"} why @param {string} name */
function uninvitedWords(why, name) {
  return {
    declined: `${name} can’t come right now`,
    unanswered: `${name} did not answer`,
    withdrawn: `${name} is no longer asked`,
    absent: `${name} could not be reached`,
  }[why] ?? `${name} does not come`;
}
