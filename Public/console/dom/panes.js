import { h, set } from "../../shared/dom.js";
import { cross } from "./icons.js";

/** The whole desk fits beside itself from here on. */
const wide = "(min-width: 720px)";

/**
 * Which part is in front where not all fit: on a phone the list or the talk, and over either the person as a sheet.
 * Kept as attributes of the page's element, which the style sheets read.
 */
export class Panes {
  #page;

  /** @param {HTMLElement} page */
  constructor(page) {
    this.#page = page;
  }

  /** Whether the talk is before the person's eyes. */
  get isTalkShown() {
    return this.#page.dataset.pane === "talk" || matchMedia(wide).matches;
  }

  get isPersonOpen() {
    return this.#page.dataset.sheet === "person";
  }

  /** Whether a keyboard is likely and nothing would be covered by one on the screen. */
  get isForTyping() {
    return matchMedia(`${wide} and (hover: hover)`).matches;
  }

  /** Whether the list and the talk share one place. */
  get isNarrow() {
    return !matchMedia(wide).matches;
  }

  showTalk() {
    this.#page.dataset.pane = "talk";
  }

  showList() {
    this.#page.dataset.pane = "list";
    this.openPerson(false);
  }

  /** @param {boolean} isOpen */
  openPerson(isOpen) {
    if (isOpen === this.isPersonOpen) return;
    set(this.#page, "data-sheet", isOpen && "person");
    const next = /** @type {HTMLElement | null} */ (this.#page.querySelector(isOpen ? ".close-person" : ".to-person"));
    next?.focus();
  }

  /** The button that puts the person's sheet away. */
  closer() {
    const close = () => this.openPerson(false);
    return h("button", { class: "glyph close-person", type: "button", "aria-label": "Close", onclick: close }, cross());
  }
}
