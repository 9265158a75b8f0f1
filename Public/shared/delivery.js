import { browserClock } from "./clock.js";

/** Refusals for the moment: the same message may be taken later. Every other refusal is final. */
const passing = new Set(["too_fast", "disk_full", "say_hello_first"]);

/** How long a message refused for the moment waits, in milliseconds. */
const pause = 3000;

/** @param {string} code of an error notice */
export const isPassing = (code) => passing.has(code);

/**
 * Sends what lies in an outbox, in order. A message refused for the moment goes again after a pause; until then it
 * counts as in flight, so later messages of its conversation wait behind it.
 *
 * @template {{mid: string, c?: string}} Command
 */
export class Delivery {
  /** @type {import("./outbox.js").Outbox<Command>} */ #outbox;
  #send;
  #isAllowed;
  #clock;

  /**
   * @param {import("./outbox.js").Outbox<Command>} outbox
   * @param {(command: Command) => void} send
   * @param {() => boolean} isAllowed whether the server takes messages now
   * @param {import("./clock.js").Clock} [clock]
   */
  constructor(outbox, send, isAllowed, clock = browserClock) {
    this.#outbox = outbox;
    this.#send = send;
    this.#isAllowed = isAllowed;
    this.#clock = clock;
  }

  /** Sends what may go now. */
  flush() {
    if (!this.#isAllowed()) return;
    for (const command of this.#outbox.take()) this.#send(command);
  }

  /**
   * An error notice about a message.
   * @param {import("./protocol.js").ErrorNotice} error
   * @returns {Command | undefined} the message, when the refusal is final
   */
  refused({ ref, code }) {
    if (!ref) return;
    if (!isPassing(code)) {
      const command = this.#outbox.settle(ref);
      this.flush();
      return command;
    }
    this.#clock.setTimeout(() => {
      this.#outbox.again(ref);
      this.flush();
    }, pause);
  }
}
