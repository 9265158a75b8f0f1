/** Asks for missing lines a moment later, once for each talk: an ack may overtake its line by a turn. */
export class LineRepair {
  #gap;
  #ask;
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */ #due = new Map();

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
    if (this.#gap(c) === null || this.#due.has(c)) return;
    this.#due.set(c, setTimeout(() => this.#now(c), 300));
  }

  /** @param {string} c */
  #now(c) {
    this.#due.delete(c);
    const after = this.#gap(c);
    if (after !== null) this.#ask(c, after);
  }
}
