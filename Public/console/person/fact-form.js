import { h, set } from "../../shared/dom.js";
import { tell } from "../events.js";
import { write } from "../dom/dom.js";

/**
 * <fact-form>: the form for a new fact about a person. Event: "remember" with the conversation, the text, and the function
 * that takes the server's answer. The field keeps the text until the server has stored it.
 */
export class FactForm extends HTMLElement {
  #c = "";
  /** Texts that are not stored yet, by conversation. @type {Map<string, string>} */
  #drafts = new Map();
  /** Conversations whose fact is sent and not answered yet. @type {Set<string>} */
  #sent = new Set();
  #field = h("input", {
    class: "field",
    type: "text",
    maxlength: "500",
    dir: "auto",
    "aria-label": "A fact to remember",
    onkeydown: (event) => this.#pressed(event),
  });
  #add = h("button", { class: "add", type: "button", onclick: () => this.#open(true) }, "Add a fact…");
  #hint = h("p", { class: "still" });
  #problem = h("p", { class: "problem-words", role: "alert" });
  #submitButton = h("button", { class: "plain", type: "submit" }, "Remember");
  #form = h(
    "form",
    { class: "fact-form", onsubmit: (event) => this.#submit(event) },
    this.#field,
    this.#hint,
    this.#problem,
    h(
      "div",
      {},
      this.#submitButton,
      h("button", { class: "quiet", type: "button", onclick: () => this.#open(false) }, "Leave it"),
    ),
  );

  connectedCallback() {
    if (this.firstChild) return;
    this.append(this.#add, this.#form);
    this.#form.hidden = true;
  }

  /** @param {string} c @param {string} name @param {boolean} isPossible */
  show(c, name, isPossible) {
    if (c !== this.#c) this.#turnTo(c);
    this.#add.disabled = !isPossible;
    write(this.#hint, `Write what you would read aloud to ${name}.`);
    set(this.#field, "placeholder", "Plays bass in Pale Gatos");
  }

  /** Shows another conversation: the text of this one becomes its draft. @param {string} c */
  #turnTo(c) {
    if (this.#field.value.trim()) this.#drafts.set(this.#c, this.#field.value);
    else this.#drafts.delete(this.#c);
    this.#c = c;
    this.#field.value = this.#drafts.get(c) ?? "";
    this.#form.hidden = !this.#field.value;
    this.#add.hidden = !this.#form.hidden;
    write(this.#problem, "");
    this.#wait(this.#sent.has(c));
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.#form.hidden = !isOpen;
    this.#add.hidden = isOpen;
    write(this.#problem, "");
    if (!isOpen) this.#field.value = "";
    (isOpen ? this.#field : this.#add).focus();
  }

  /** @param {boolean} isWaiting for the answer */
  #wait(isWaiting) {
    this.#field.readOnly = isWaiting;
    this.#submitButton.disabled = isWaiting;
    write(this.#submitButton, isWaiting ? "Writing it down…" : "Remember");
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const [c, text] = [this.#c, this.#field.value.trim()];
    if (!text) return this.#field.focus();
    if (this.#sent.has(c)) return;
    write(this.#problem, "");
    this.#sent.add(c);
    this.#wait(true);
    const answered = (/** @type {string} */ problem) => this.#answered(c, problem);
    tell(this, "remember", { c, text, answered });
  }

  /** @param {string} c @param {string} problem why the fact is not stored; empty when it is */
  #answered(c, problem) {
    this.#sent.delete(c);
    if (c !== this.#c) return void (problem || this.#drafts.delete(c));
    this.#wait(false);
    if (!problem) return this.#open(false);
    write(this.#problem, problem);
    this.#field.focus();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#open(false);
  }
}
