/**
 * How long a pick-up without sent words still stands, in words. Pure: "now" is an argument.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {{seconds: number, share: number, mayRead: boolean, words: string, aloud: string}} HoldWords
 *   share: of the longest time there can be, 0...1; mayRead: more time can be taken; aloud: said once to a screen reader,
 *   empty while there is no hurry
 */

/** The longest a pick-up can stand, ms: the server's `DomainLimits.holdsAtMost`. */
const longest = 30_000;
/** From so many seconds on, somebody who cannot see the bar is told. */
const hurry = 10;

/**
 * @param {Talk} talk
 * @param {Desk} desk
 * @param {number} now the server's clock
 * @returns {HoldWords | null} null when nothing runs out here
 */
export function holdWords({ summary, words }, desk, now) {
  const { holds, holdsAtMost = holds } = summary;
  if (summary.state !== "active" || summary.agent?.id !== desk.you?.id || !holds || desk.link !== "online") return null;
  // What is sent and not acked yet holds it: the server has it before the time is over, or will not have it at all.
  if (words.own.some((own) => own.kind === "say" && !own.failed)) return null;
  const left = Math.max(0, holds - now);
  const seconds = Math.ceil(left / 1000);
  const mayRead = holdsAtMost !== undefined && holdsAtMost > holds;
  return {
    seconds,
    share: Math.min(1, left / longest),
    mayRead,
    words: `It rings on in ${seconds} s unless you send words`,
    aloud: seconds <= hurry
      ? `${seconds} seconds left to write. ${mayRead ? "Alt W takes the full time." : ""}`.trim()
      : "",
  };
}
