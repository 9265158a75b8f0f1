/**
 * How long something takes or was ago, in one way everywhere: "8 s", "12 min", "3 h", "4 d". Pure.
 */

const [minute, hour, day] = [60, 3600, 86_400];

/** @param {number} ms @returns {string} */
export function spanWords(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < minute) return `${seconds} s`;
  if (seconds < hour) return `${Math.floor(seconds / minute)} min`;
  return seconds < day ? `${Math.floor(seconds / hour)} h` : `${Math.floor(seconds / day)} d`;
}

/** @param {number} at @param {number} now @returns {string} */
export const agoWords = (at, now) => now - at < 1000 * minute ? "now" : spanWords(now - at);
