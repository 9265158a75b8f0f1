import { nameOf } from "./desk-words.js";
import { h, write } from "./dom.js";

/** <ring-announcer>: says a new ring aloud to a screen reader, once. */
export class Announcer extends HTMLElement {
  #words = h("p", { class: "only-heard", role: "alert" });
  /** @type {Set<string>} */ #said = new Set();

  connectedCallback() {
    if (!this.firstChild) this.append(this.#words);
  }

  /** @param {import("./types.js").Talk[]} calls */
  show(calls) {
    const fresh = calls.filter(({ summary }) => !this.#said.has(summary.c));
    this.#said = new Set(calls.map(({ summary }) => summary.c));
    if (fresh.length > 0) write(this.#words, fresh.map(sentence).join(" "));
    else if (calls.length === 0) write(this.#words, "");
  }
}

/** @param {import("./types.js").Talk} call */
const sentence = ({ summary, card }) => `${nameOf(summary, card)} is ringing: ${summary.last?.text ?? ""}`;
