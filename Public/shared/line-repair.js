/**
 * Asks for missing lines a moment later, once for each talk: an ack may overtake its line by a turn.
 * What was asked for and did not come is asked for ever more rarely: it may be lost.
 */
export class LineRepair {
  #gap;
  #ask;
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */ #due = new Map();
  /** @type {Map<string, {after: number, wait: number}>} what was asked for last */ #asked = new Map();

  /**
   * @param {(c: string) => number | null} gap the line after which lines are missing; null when none is
   * @param {(c: string, after: number) => void} ask
   */
  constructor(gap, ask) {
    this.#gap = gap;
    this.#ask = ask;
  }

  /** @param {string} c */
  later(c) {
    const after = this.#gap(c);
    if (after === null || this.#due.has(c)) return;
    const asked = this.#asked.get(c);
    const wait = asked?.after === after ? Math.min(2 * asked.wait, 30_000) : 300;
    this.#asked.set(c, { after, wait });
    this.#due.set(c, setTimeout(() => this.#now(c), wait));
  }

  /** @param {string} c */
  #now(c) {
    this.#due.delete(c);
    const after = this.#gap(c);
    if (after !== null) this.#ask(c, after);
  }
}
