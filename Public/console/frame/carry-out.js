import { hearing } from "../events.js";

/**
 * Carries to the session what the page's parts ask for, where nothing on the page has to move with it.
 *
 * @typedef {import("../desk/desk-session.js").DeskSession} DeskSession
 */

const acts = /** @type {const} */ (["end", "withdraw", "leave", "hold"]);

/** @param {HTMLElement} page @param {() => DeskSession | undefined} session */
export function carryOut(page, session) {
  const to = hearing(page);
  for (const act of acts) to(act, (c) => session()?.tell(act, c));
  to("decline", (c) => session()?.decline(c));
  to("block", ({ c, isBlocked }) => session()?.tell(isBlocked ? "block" : "unblock", c));
  to("invite", ({ c, request }) => session()?.invite(c, request));
  to("write", ({ text, kind }) => session()?.write(session()?.desk.selected ?? "", text, kind));
  to("asked-enough", () => session()?.askedEnough());
  to("bell", (on) => session()?.setBell(on ?? !session()?.isOnBell));
  to("remember", ({ c, text, answered }) => session()?.remember(c, text, answered));
}
