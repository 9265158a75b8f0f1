/**
 * What the bell's switch says: what the server thinks, never more. Pure.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {{words: string, label: string, state: "on" | "idle" | "off" | "cut"}} BellWords
 */

/** @param {Desk} desk @param {boolean} isOnBell what is wished @returns {BellWords} */
export function bellWords({ link, you }, isOnBell) {
  if (!isOnBell) return { words: "Taking a breath", label: "Taking a breath. Press to go on the bell", state: "off" };
  if (link !== "online") {
    const label = "On the bell again as soon as the line is back. Press to take a breath";
    return { words: "Cut off", label, state: "cut" };
  }
  if (you?.presence === "offBell") {
    return { words: "One moment…", label: "On the bell in a moment. Press to take a breath", state: "off" };
  }
  if (you?.presence === "idle") {
    return { words: "Are you there?", label: "Are you there? Press any key to be rung", state: "idle" };
  }
  return { words: "On the bell", label: "On the bell. Press to take a breath", state: "on" };
}
