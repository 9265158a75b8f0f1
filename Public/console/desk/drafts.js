/**
 * Words not sent yet, a draft of each kind per talk, kept for this agent on this browser. Without storage they live in
 * memory.
 *
 * @typedef {"say" | "note" | import("../../shared/protocol.js").Part} Kind  to the visitor, to colleagues, or the line that
 *   introduces one
 * @typedef {Pick<Storage, "getItem"|"setItem"|"removeItem">} Store
 */
export class Drafts {
  #store;
  #agent;
  /** @type {Map<string, string>} */
  #memory = new Map();

  /** @param {Store|null} store @param {string} agent */
  constructor(store, agent) {
    this.#store = store;
    this.#agent = agent;
  }

  /** @param {string} talk @param {Kind} kind */
  read(talk, kind) {
    const key = this.keyOf(talk, kind);
    try {
      return this.#store?.getItem(key) ?? this.#memory.get(key) ?? "";
    } catch {
      return this.#memory.get(key) ?? "";
    }
  }

  /** @param {string} talk @param {Kind} kind @param {string} text */
  write(talk, kind, text) {
    const key = this.keyOf(talk, kind);
    try {
      if (text) this.#store?.setItem(key, text);
      else this.#store?.removeItem(key);
      this.#memory.delete(key);
      if (!this.#store && text) this.#memory.set(key, text);
    } catch {
      this.#memory.set(key, text);
    }
  }

  /** @param {string} talk @param {Kind} kind */
  keyOf(talk, kind) {
    return `secondring.console.${this.#agent}.draft.${kind}.${talk}`;
  }
}
