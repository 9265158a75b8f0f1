import { tell } from "../events.js";
import { whyWords } from "../words/desk-words.js";
import { h, set } from "../../shared/dom.js";
import { write } from "../dom/dom.js";
import { shownNameOf } from "../desk/reader.js";
import { TalkRow } from "./talk-row.js";

/**
 * <waiting-card>: words that wait, and why nobody is rung for them.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 */
export class WaitingCard extends HTMLElement {
  #c = "";
  #row = new TalkRow();
  #why = h("p", { class: "wait-why" });
  #key = h("kbd", { "aria-hidden": "true" }, "P");
  #pick = h("button", { class: "pick soft", type: "button", onclick: () => this.#pickUp() }, "Pick up", this.#key);

  connectedCallback() {
    if (this.firstChild) return;
    this.classList.add("wait");
    this.append(this.#row, this.#why, this.#pick);
  }

  /** @param {Talk} talk @param {Desk} desk @param {number} now @param {boolean} isFirst has the key */
  show(talk, desk, now, isFirst) {
    const { summary } = talk;
    this.#c = summary.c;
    this.classList.toggle("current", desk.selected === summary.c);
    this.#row.show(talk, desk, now, true);
    write(this.#why, whyWords(summary));
    this.#pick.disabled = desk.link !== "online" || desk.picking === summary.c;
    set(this.#pick, "aria-label", `Pick up ${shownNameOf(talk, desk)}`);
    set(this.#pick, "aria-keyshortcuts", isFirst ? "P Alt+P" : false);
    set(this.#key, "hidden", !isFirst);
  }

  #pickUp() {
    tell(this, "pick-up", this.#c);
  }
}
