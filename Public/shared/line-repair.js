import { browserClock } from "./clock.js";

/** The first wait before lines are asked for, and the longest between two requests for the same ones, in milliseconds. */
const [shortest, longest] = [300, 30_000];

/**
 * Asks for missing lines until they are here, conversation by conversation. The first request waits a moment, because
 * an ack may overtake its line. Each further request for the same lines waits twice as long as the one before.
 */
export class LineRepair {
  #gap;
  #ask;
  #clock;
  /** @type {Map<string, any>} timers by conversation */ #due = new Map();
  /** @type {Map<string, {after: number, wait: number}>} the last request by conversation */ #asked = new Map();

  /**
   * @param {(c: string) => number | null} gap the line after which lines are missing; null when none is
   * @param {(c: string, after: number) => void} ask
   * @param {import("./clock.js").Clock} [clock]
   */
  constructor(gap, ask, clock = browserClock) {
    this.#gap = gap;
    this.#ask = ask;
    this.#clock = clock;
  }

  /** Lines may be missing now. @param {string} c */
  later(c) {
    const after = this.#gap(c);
    if (after === null) return void this.#asked.delete(c);
    if (this.#due.has(c)) return;
    const asked = this.#asked.get(c);
    const wait = asked?.after === after ? Math.min(2 * asked.wait, longest) : shortest;
    this.#asked.set(c, { after, wait });
    this.#due.set(c, this.#clock.setTimeout(() => this.#now(c), wait));
  }

  /** @param {string} c */
  #now(c) {
    this.#due.delete(c);
    const after = this.#gap(c);
    if (after !== null) this.#ask(c, after);
    this.later(c);
  }
}
