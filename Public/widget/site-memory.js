import { openStore } from "../shared/storage.js";

/** What this browser keeps for one site: the visitor's secret under the site's own key, all else under names below it. */
export class SiteMemory {
  #key;

  /** @param {string} site */
  constructor(site) {
    this.#key = `secondring.${site}`;
    const { store, lasts } = openStore();
    this.store = store;
    /** Whether it outlives the page. */
    this.lasts = lasts;
  }

  /** @param {string} name nothing: the secret */
  key(name = "") {
    return name ? `${this.#key}.${name}` : this.#key;
  }

  /** @param {string} [name] */
  recall(name) {
    return this.store.getItem(this.key(name)) ?? "";
  }

  /** @param {string} name @param {string} value nothing: forget it */
  keep(name, value) {
    try {
      if (value) this.store.setItem(this.key(name), value);
      else this.store.removeItem(this.key(name));
    } catch {
      this.lasts = false;
    }
  }
}
