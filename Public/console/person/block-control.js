import { h } from "../../shared/dom.js";
import { tell } from "../events.js";
import { write } from "../dom/dom.js";

/**
 * <block-control>: somebody who is rude to people may be kept out. Asks first. Event: "block" with the talk and whether to.
 */
export class BlockControl extends HTMLElement {
  #c = "";
  #isBlocked = false;
  #words = h("p", { class: "still" });
  #button = h("button", { class: "quiet", type: "button", onclick: () => this.#pressed() });
  #sure = h("button", { class: "plain", type: "button", onclick: () => this.#ask(true) }, "Block them");
  #keep = h("button", { class: "quiet", type: "button", onclick: () => this.#open(false) }, "Leave it");
  #question = h(
    "div",
    { class: "fact-form", role: "group", "aria-label": "Block this visitor" },
    h("p", {}, "This browser can't write to the shop any more, until somebody lets it. Nobody else is affected."),
    h("div", {}, this.#sure, this.#keep),
  );

  connectedCallback() {
    if (this.firstChild) return;
    this.append(this.#words, this.#button, this.#question);
    this.#question.hidden = true;
  }

  /** @param {string} c @param {boolean} isBlocked @param {{mayBlock: boolean, isPossible: boolean}} rights */
  show(c, isBlocked, { mayBlock, isPossible }) {
    if (c !== this.#c || isBlocked !== this.#isBlocked) {
      this.#question.hidden = true;
      this.#button.hidden = false;
    }
    [this.#c, this.#isBlocked] = [c, isBlocked];
    write(this.#words, isBlocked ? "Blocked: nothing they write reaches anybody." : "");
    this.#words.hidden = !isBlocked;
    write(this.#button, isBlocked ? "Let them write again" : "Block this visitor…");
    if (!mayBlock) this.#question.hidden = true;
    this.#button.hidden = !mayBlock || !this.#question.hidden;
    this.#button.disabled = !isPossible;
  }

  #pressed() {
    if (this.#isBlocked) return this.#ask(false);
    this.#open(true);
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.#question.hidden = !isOpen;
    this.#button.hidden = isOpen;
    (isOpen ? this.#keep : this.#button).focus();
  }

  /** @param {boolean} isBlocked */
  #ask(isBlocked) {
    tell(this, "block", { c: this.#c, isBlocked });
    this.#open(false);
  }
}
