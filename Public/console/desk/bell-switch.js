/**
 * Whether this agent wants to be rung: kept on this browser, for a reload is no breather. The truth is the server's; a
 * wish that it has not answered yet goes before it, or a second press would take back the first.
 *
 * @typedef {import("../../shared/storage.js").Store} Store
 */
export class BellSwitch {
  #store;
  #key;

  /** @param {Store} store @param {string} agent */
  constructor(store, agent) {
    this.#store = store;
    this.#key = `secondring.console.${agent}.bell`;
  }

  get isOn() {
    return this.#store.getItem(this.#key) !== "off";
  }

  /** The person's wish, or at the first greeting what it was before. */
  wish(on = this.isOn) {
    this.#keep(on);
    return on;
  }

  /** What the server holds; it may have been turned on another device. @param {import("../types.js").Desk} desk */
  answered({ you }) {
    if (you) this.#keep(you.presence !== "offBell");
  }

  /** @param {boolean} on */
  #keep(on) {
    if (on === this.isOn) return;
    if (on) this.#store.removeItem(this.#key);
    else this.#store.setItem(this.#key, "off");
  }

  /** @param {string | null} key of what another tab changed */
  owns(key) {
    return key === this.#key;
  }
}
