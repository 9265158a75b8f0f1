import { h } from "../../shared/dom.js";
import { write } from "../dom/dom.js";
import { cross } from "../dom/icons.js";

/**
 * A dialog with a title and a way out; Escape closes it, and the focus goes back to where it was.
 * It is in the document only while it is open, so that its fields are nobody else's.
 */
export class Sheet extends HTMLElement {
  #title = h("h2");
  /** What the sheet shows. */
  body = h("div", { class: "sheet-body" });
  /** The dialog itself. */
  dialog = h("dialog");

  connectedCallback() {
    if (this.dialog.firstChild) return;
    const close = () => this.dialog.close();
    const button = h("button", { class: "glyph", type: "button", "aria-label": "Close", onclick: close }, cross());
    this.dialog.append(h("div", { class: "sheet-head" }, this.#title, button), this.body);
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && close());
    // The event comes a task later: somebody quick may have opened it again.
    this.dialog.addEventListener("close", () => this.dialog.open || this.dialog.remove());
  }

  /** @param {string} title */
  open(title) {
    write(this.#title, title);
    this.dialog.setAttribute("aria-label", title);
    if (this.dialog.open) return;
    this.append(this.dialog);
    this.dialog.showModal();
  }

  close() {
    this.dialog.close();
  }
}
