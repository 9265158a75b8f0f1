/**
 * Whether this agent wants to be rung: kept on this browser, for a reload is no breather.
 *
 * @typedef {import("../shared/storage.js").Store} Store
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

  set isOn(on) {
    if (on === this.isOn) return;
    if (on) this.#store.removeItem(this.#key);
    else this.#store.setItem(this.#key, "off");
  }

  /** @param {string | null} key of what another tab changed */
  owns(key) {
    return key === this.#key;
  }
}
