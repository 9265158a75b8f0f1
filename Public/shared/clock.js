/**
 * The time and timers, handed in so that tests can bring a clock of their own.
 *
 * @typedef {{setTimeout: (run: () => void, ms: number) => any, clearTimeout: (timer: any) => void, now: () => number}} Clock
 *   now: milliseconds since 1970
 */

/** @type {Clock} the browser's own */
export const browserClock = {
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer),
  now: () => Date.now(),
};
