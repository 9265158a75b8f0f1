import { openStore } from "../shared/storage.js";

/** What moves when the browser's own things become a person's; unsent words lie under `out.` and move as well. */
const names = ["", "talk", "draft", "open"];

/**
 * What this browser keeps for one site and one holder of a secret (keyring.js): the secret under the holder's own key,
 * all else under names below it. The browser itself is the holder "", whose keys are those of all versions before.
 */
export class SiteMemory {
  #site;
  #key;

  /** @param {string} site @param {string} [holder] */
  constructor(site, holder = "", opened = openStore()) {
    this.#site = site;
    this.#key = holder ? `secondring.${site}.${holder}` : `secondring.${site}`;
    this.store = opened.store;
    /** Whether it outlives the page. */
    this.lasts = opened.lasts;
  }

  /** The same store, for another holder. @param {string} holder */
  of(holder) {
    return new SiteMemory(this.#site, holder, this);
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

  /** Gives everything of this holder to another one, who keeps what they have already. @param {SiteMemory} to */
  moveTo(to) {
    const keys = Array.from({ length: this.store.length }, (_, index) => this.store.key(index) ?? "");
    const unsent = keys.filter((key) => key.startsWith(this.key("out."))).map((key) =>
      key.slice(this.key("").length + 1)
    );
    for (const name of [...names, ...unsent]) {
      const value = this.recall(name);
      if (!value) continue;
      // First the room, then what takes it: the store may be full.
      this.keep(name, "");
      if (!to.recall(name)) to.keep(name, value);
    }
    this.lasts &&= to.lasts;
  }
}
