import { browserClock } from "./clock.js";

/** Tells that somebody types, seldom enough: again every 3 s while they do, and once when they stop for 5 s. */
export class TypingOut {
  #send;
  #clock;
  #said = -Infinity;
  /** @type {any} */ #pause;

  /**
   * @param {(on: boolean) => void} send
   * @param {import("./clock.js").Clock} [clock]
   */
  constructor(send, clock = browserClock) {
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
