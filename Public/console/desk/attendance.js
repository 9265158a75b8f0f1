/** Whether an agent uses this page, as the server is told. It is proved by input, never a status that was set. */
export class Attendance {
  #now;
  #touchedAt;
  #attention = Infinity;
  #isActive = true;
  #isAsked = false;

  /** @param {() => number} now */
  constructor(now) {
    this.#now = now;
    this.#touchedAt = now();
  }

  /** What `hello` says: false when a page reconnects by itself and its last input is longer ago than `attention`. */
  get isHere() {
    return this.#now() - this.#touchedAt <= this.#attention;
  }

  /** There was input. @returns {boolean} whether the server has asked for it */
  touched() {
    this.#touchedAt = this.#now();
    this.#isActive = true;
    const isAwaited = this.#isAsked;
    this.#isAsked = false;
    return isAwaited;
  }

  /** The answer to a beat. */
  beat() {
    const active = this.#isActive;
    this.#isActive = false;
    return { type: /** @type {const} */ ("beat"), active };
  }

  /**
   * What the server thinks.
   *
   * @param {import("../../shared/protocol.js").Presence | undefined} presence
   * @param {number} [attention] for how long after the last input somebody counts as being there, ms
   */
  heard(presence, attention) {
    this.#isAsked = presence === "idle";
    if (attention) this.#attention = attention;
  }
}
