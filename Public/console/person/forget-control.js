import { h } from "../../shared/dom.js";
import { write } from "../dom/dom.js";
import * as session from "../desk/session.js";

/**
 * <forget-control>: owners hand out all that is held on a person, or erase it; so may the agent whose talk it is erase
 * it. Erasing asks for the name, typed.
 */
export class ForgetControl extends HTMLElement {
  #person = "";
  #c = "";
  #name = "";
  #download = h("a", { class: "quiet", download: true }, "Download all we hold");
  #begin = h("button", { class: "quiet", type: "button", onclick: () => this.#open(true) }, "Erase this person…");
  #typed = h("input", { class: "field", type: "text", autocomplete: "off", spellcheck: "false" });
  #label = h("span");
  #leave = h("button", { class: "quiet", type: "button", onclick: () => this.#open(false) }, "Keep them");
  #question = h(
    "form",
    { class: "fact-form", "aria-label": "Erase this person", onsubmit: (event) => this.#erase(event) },
    h(
      "p",
      {},
      "Their talks, orders and all that is remembered of them go, for ever, and nobody can bring them back. " +
        "Backups made before still have them.",
    ),
    h("label", {}, this.#label, this.#typed),
    h("div", {}, h("button", { class: "plain", type: "submit" }, "Erase for ever"), this.#leave),
  );
  #words = h("p", { role: "status", class: "still" });

  connectedCallback() {
    if (this.firstChild) return;
    this.append(h("div", { class: "forget" }, this.#download, this.#begin), this.#question, this.#words);
    this.#question.hidden = true;
  }

  /**
   * @param {string} c the talk with them
   * @param {import("../types.js").Card | undefined} card
   * @param {{isOwner: boolean, mayErase: boolean}} rights
   */
  show(c, card, { isOwner, mayErase }) {
    const person = card?.person ?? "";
    this.hidden = !mayErase || !person;
    this.#download.hidden = !isOwner;
    this.#c = c;
    if (person !== this.#person) {
      this.#question.hidden = true;
      this.#begin.hidden = false;
      write(this.#words, "");
    }
    this.#person = person;
    this.#name = card?.name || card?.emails[0] || person;
    this.#download.href = session.exportAddress(person);
    write(this.#label, `Type “${this.#name}” to go on`);
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.#question.hidden = !isOpen;
    this.#begin.hidden = isOpen;
    this.#typed.value = "";
    (isOpen ? this.#typed : this.#begin).focus();
  }

  /** @param {Event} event */
  async #erase(event) {
    event.preventDefault();
    const person = this.#person;
    const answer = await session.erasePerson(person, this.#typed.value.trim(), this.#c);
    if (person !== this.#person) return;
    if (!answer.ok) return write(this.#words, answer.problem);
    this.#open(false);
    const { talks } = answer.value;
    write(this.#words, `Erased, with ${talks} ${talks === 1 ? "talk" : "talks"}.`);
  }
}
