/**
 * The countdown after a pick-up. An agent who sends no message in time loses the conversation, and it rings on. Pure:
 * "now" is an argument.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {{seconds: number, share: number, mayRead: boolean, words: string, aloud: string}} HoldWords
 *   seconds: left until the pick-up is void; share: the same as a part of the longest time, 0...1; mayRead: the agent may
 *   take the longest time; aloud: for a screen reader, empty while more than 10 seconds are left
 */

import { holdLimit } from "../../shared/limits.js";

/** From so many seconds left, a screen reader speaks them. */
const hurry = 10;

/**
 * @param {Talk} talk
 * @param {Desk} desk
 * @param {number} now the server's clock
 * @returns {HoldWords | null} null when no pick-up of this agent can run out here
 */
export function holdWords({ summary, words }, desk, now) {
  const { holds, holdsAtMost = holds } = summary;
  if (summary.state !== "active" || summary.agent?.id !== desk.you?.id || !holds || desk.link !== "online") return null;
  // A message is on its way. If it arrives in time it ends the countdown, so the bar is hidden until it is acked or fails.
  if (words.own.some((own) => own.kind === "say" && !own.failed)) return null;
  const left = Math.max(0, holds - now);
  const seconds = Math.ceil(left / 1000);
  const mayRead = holdsAtMost !== undefined && holdsAtMost > holds;
  return {
    seconds,
    share: Math.min(1, left / holdLimit),
    mayRead,
    words: `It rings on in ${seconds} s unless you send words`,
    aloud: seconds <= hurry
      ? `${seconds} seconds left to write. ${mayRead ? "Alt W takes the full time." : ""}`.trim()
      : "",
  };
}
