import { h } from "../../shared/dom.js";
import { write } from "../dom/dom.js";

/** <ring-announcer>: says a new ring aloud to a screen reader, once. */
export class Announcer extends HTMLElement {
  #words = h("p", { class: "only-heard", role: "alert" });
  /** @type {Set<string>} */ #said = new Set();

  connectedCallback() {
    if (!this.firstChild) this.append(this.#words);
  }

  /** @param {import("../desk/soundings.js").Sounding[]} sounding */
  show(sounding) {
    const fresh = sounding.filter(({ key }) => !this.#said.has(key));
    this.#said = new Set(sounding.map(({ key }) => key));
    if (fresh.length > 0) write(this.#words, fresh.map(({ full, text }) => `${full}: ${text}`).join(" "));
    else if (sounding.length === 0) write(this.#words, "");
  }
}
