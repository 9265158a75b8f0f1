import { h, set } from "../../shared/dom.js";
import { tell } from "../events.js";
import { write } from "../dom/dom.js";
import { askingWords, secondsLeft } from "../words/introduction-words.js";
import { mayDo } from "../desk/introductions.js";

/**
 * <asking-strip>: a colleague is being asked into this talk. Event: "withdraw" with the conversation.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 */
export class AskingStrip extends HTMLElement {
  #c = "";
  #words = h("p", { role: "status" });
  // Beside what is read aloud, or every second would be.
  #left = h("span", { class: "seconds-left" });
  #withdraw = h("button", { class: "quiet", type: "button", onclick: () => this.#tell() }, "Withdraw");

  connectedCallback() {
    if (this.firstChild) return;
    this.classList.add("ask", "asking");
    this.append(this.#words, this.#left, this.#withdraw);
  }

  /** @param {Talk} talk @param {Desk} desk @param {number} now the server's clock */
  show(talk, desk, now) {
    const { invited, state, c } = talk.summary;
    const isOpen = invited !== undefined && state === "active";
    this.#c = c;
    set(this, "hidden", !isOpen);
    write(this.#words, isOpen ? askingWords(invited, desk.you?.id ?? "") : "");
    write(this.#left, isOpen ? `${secondsLeft(invited.until, now)} s` : "");
    set(this.#withdraw, "hidden", !mayDo(desk, talk).withdraw);
  }

  #tell() {
    tell(this, "withdraw", this.#c);
  }
}
