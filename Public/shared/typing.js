/** @typedef {{setTimeout: (run: () => void, ms: number) => any, clearTimeout: (timer: any) => void, now: () => number}} Clock */

/** @returns {Clock} the browser's own */
const browser = () => ({
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer),
  now: Date.now,
});

/** Tells that somebody types, seldom enough: again every 3 s while they do, and once when they stop for 5 s. */
export class TypingOut {
  #send;
  #clock;
  #said = -Infinity;
  /** @type {any} */ #pause;

  /**
   * @param {(on: boolean) => void} send
   * @param {Clock} [clock]
   */
  constructor(send, clock = browser()) {
    this.#send = send;
    this.#clock = clock;
  }

  /** A key was pressed. @param {boolean} hasText what is typed could be sent; an emptied field is no typing */
  typed(hasText) {
    if (!hasText) return this.stopped();
    this.#clock.clearTimeout(this.#pause);
    this.#pause = this.#clock.setTimeout(() => this.stopped(), 5000);
    if (this.#clock.now() - this.#said < 3000) return;
    this.#said = this.#clock.now();
    this.#send(true);
  }

  /** The field was emptied or left. */
  stopped() {
    this.sent();
    this.#send(false);
  }

  /** The words themselves went out: they say it all. */
  sent() {
    this.#clock.clearTimeout(this.#pause);
    this.#said = -Infinity;
  }
}

/** Who types; believed for 8 s, since the line that says they stopped may be lost. */
export class TypingIn {
  #changed;
  #clock;
  /** @type {Map<string, any>} */ #timers = new Map();

  /**
   * @param {() => void} changed
   * @param {Clock} [clock]
   */
  constructor(changed, clock = browser()) {
    this.#changed = changed;
    this.#clock = clock;
  }

  /** Ids of those who type now. */
  get who() {
    return [...this.#timers.keys()];
  }

  /**
   * @param {string} id
   * @param {boolean} on
   */
  heard(id, on) {
    const was = this.#timers.has(id);
    this.#clock.clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (on) this.#timers.set(id, this.#clock.setTimeout(() => this.heard(id, false), 8000));
    if (was !== on) this.#changed();
  }

  /** Nobody types any more, as far as can be known. */
  clear() {
    for (const id of this.who) this.heard(id, false);
  }
}
