/** Whether somebody is at this page, as the server must know it: a presence is proved, never a status somebody forgot. */
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

  /** What `hello` says: a page that comes back by itself, long after anybody touched it, is nobody. */
  get isHere() {
    return this.#now() - this.#touchedAt <= this.#attention;
  }

  /** Somebody moved or typed. @returns {boolean} whether the server waits to hear of it */
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
