import { h, set, write } from "./dom.js";

/**
 * <fact-form>: one thing a person told us, kept for years. Event: "remember" with the words.
 */
export class FactForm extends HTMLElement {
  #c = "";
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
  #form = h(
    "form",
    { class: "fact-form", onsubmit: (event) => this.#submit(event) },
    this.#field,
    this.#hint,
    h(
      "div",
      {},
      h("button", { class: "plain", type: "submit" }, "Remember"),
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
    if (c !== this.#c) {
      this.#field.value = "";
      this.#form.hidden = true;
      this.#add.hidden = false;
    }
    this.#c = c;
    this.#add.disabled = !isPossible;
    write(this.#hint, `Write what you would read aloud to ${name}.`);
    set(this.#field, "placeholder", "Plays bass in Pale Gatos");
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.#form.hidden = !isOpen;
    this.#add.hidden = isOpen;
    (isOpen ? this.#field : this.#add).focus();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (!text) return this.#field.focus();
    const asked = new CustomEvent("remember", { detail: text, bubbles: true, cancelable: true });
    if (!this.dispatchEvent(asked)) return; // it did not go out: the words stay in the field
    this.#field.value = "";
    this.#open(false);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#open(false);
  }
}
