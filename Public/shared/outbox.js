/**
 * Words on their way: ordered, at most 32 in flight, kept until the server has them on disk. Of one conversation one
 * message is in flight: a later one could be taken where an earlier one was refused for the moment, and would stand first.
 * Every message has a key of its own, so that two tabs writing at once cannot overwrite each other's; a message that
 * two tabs send is one message to the server, since both send it under the same id.
 *
 * @typedef {import("./storage.js").Store} Store
 */

/**
 * @template {{mid: string, c?: string}} Command
 * @typedef {{at: number, command: Command}} Letter
 */

/** @template {{mid: string, c?: string}} Command */
export class Outbox {
  /** @type {Store} */ #store;
  #prefix;
  #limit;
  /** @type {Map<string, Letter<Command>>} */ #letters = new Map();
  /** @type {Set<string>} */ #inFlight = new Set();

  /**
   * @param {Store} store
   * @param {string} prefix of this outbox's keys; the message id follows
   * @param {{limit?: number}} [options]
   */
  constructor(store, prefix, { limit = 32 } = {}) {
    this.#store = store;
    this.#prefix = prefix;
    this.#limit = limit;
    for (let index = 0; index < store.length; index++) this.#read(store.key(index) ?? "");
  }

  /** Everything the server does not have yet, oldest first. @returns {Letter<Command>[]} */
  get letters() {
    return [...this.#letters.values()].sort((one, two) =>
      one.at - two.at || (one.command.mid < two.command.mid ? -1 : 1)
    );
  }

  /**
   * Keeps a message; false when it could be kept in memory only.
   * @param {Command} command
   * @param {number} [now]
   */
  add(command, now = Date.now()) {
    const newest = this.letters.at(-1)?.at ?? 0;
    const letter = { at: Math.max(now, newest + 1), command };
    this.#letters.set(command.mid, letter);
    try {
      this.#store.setItem(this.#prefix + command.mid, JSON.stringify(letter));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * What to send now: of each conversation the oldest message, unless one of it is in flight. From here on it counts as
   * in flight.
   * @returns {Command[]}
   */
  take() {
    const { letters } = this;
    const isInFlight = (/** @type {Letter<Command>} */ { command }) => this.#inFlight.has(command.mid);
    const busy = new Set(letters.filter(isInFlight).map(({ command }) => command.c));
    /** @type {Command[]} */
    const next = [];
    for (const { command } of letters) {
      if (this.#inFlight.size >= this.#limit) break;
      if (busy.has(command.c)) continue;
      busy.add(command.c);
      this.#inFlight.add(command.mid);
      next.push(command);
    }
    return next;
  }

  /** The connection is gone: nothing is in flight, everything goes out again, in order. */
  lost() {
    this.#inFlight.clear();
  }

  /** The server has refused this message for the moment: it is no longer in flight. @param {string} mid */
  again(mid) {
    this.#inFlight.delete(mid);
  }

  /**
   * The server has it, or has refused it for good.
   * @param {string} mid
   * @returns {Command | undefined} what it was
   */
  settle(mid) {
    const command = this.#letters.get(mid)?.command;
    this.#letters.delete(mid);
    this.#inFlight.delete(mid);
    if (command) this.#store.removeItem(this.#prefix + mid);
    return command;
  }

  /**
   * Another tab changed the store.
   * @param {string | null} key of the storage event
   * @returns {boolean} whether it was about this outbox
   */
  changed(key) {
    if (!key?.startsWith(this.#prefix)) return false;
    const mid = key.slice(this.#prefix.length);
    if (this.#store.getItem(key) === null) {
      this.#letters.delete(mid);
      this.#inFlight.delete(mid);
    } else {
      this.#read(key);
    }
    return true;
  }

  /** @param {string} key */
  #read(key) {
    if (!key.startsWith(this.#prefix)) return;
    try {
      const letter = JSON.parse(this.#store.getItem(key) ?? "");
      const mid = key.slice(this.#prefix.length);
      if (letter?.command?.mid === mid && Number.isFinite(letter.at)) this.#letters.set(mid, letter);
    } catch {
      // The value is not ours, or was cut off while it was written: it stays as it is.
    }
  }
}
