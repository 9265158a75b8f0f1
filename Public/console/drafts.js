/**
 * Words not sent yet, one draft per talk, kept for this agent on this browser. Without storage they live in memory.
 *
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

  /** @param {string} talk @param {"say"|"note"} kind */
  read(talk, kind) {
    const key = this.keyOf(talk, kind);
    try {
      return this.#store?.getItem(key) ?? this.#memory.get(key) ?? "";
    } catch {
      return this.#memory.get(key) ?? "";
    }
  }

  /** @param {string} talk @param {"say"|"note"} kind @param {string} text */
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

  /** @param {string} talk */
  forget(talk) {
    this.write(talk, "say", "");
    this.write(talk, "note", "");
  }

  /** @param {string} talk @param {"say"|"note"} kind */
  keyOf(talk, kind) {
    return `secondring.console.${this.#agent}.draft.${kind}.${talk}`;
  }
}
