import { newId } from "../../shared/ids.js";

/**
 * Facts on their way to the server. Each is answered once: by the server, or when the connection breaks. They are not
 * queued: their author is looking at the form, and presses again.
 *
 * @typedef {(problem: string) => void} Answered  problem: empty when the fact is stored, else why it may not be
 */
export class KeptFacts {
  /** @type {Map<string, Answered>} */ #waiting = new Map();
  #send;

  /** @param {(command: {type: "remember", c: string, text: string, ref: string}) => boolean} send */
  constructor(send) {
    this.#send = send;
  }

  /** @param {string} c @param {string} text @param {Answered} answered called once */
  remember(c, text, answered) {
    const ref = newId();
    if (!this.#send({ type: "remember", c, text, ref })) return answered("Not connected: the fact is not kept yet.");
    this.#waiting.set(ref, answered);
  }

  /** @param {{type: string, ref?: string, message?: string}} notice */
  hear({ type, ref = "", message = "" }) {
    if (type === "kept") this.#answer(ref, "");
    if (type === "error") this.#answer(ref, `Not kept. ${message}`);
  }

  /** The connection broke: answers may be lost. */
  lost() {
    for (const ref of [...this.#waiting.keys()]) {
      this.#answer(ref, "The line broke before the answer. If it is not in the list, press Remember again.");
    }
  }

  /** @param {string} ref @param {string} problem */
  #answer(ref, problem) {
    const answered = this.#waiting.get(ref);
    this.#waiting.delete(ref);
    answered?.(problem);
  }
}
