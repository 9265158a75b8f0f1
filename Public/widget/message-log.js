import { browserClock } from "../shared/clock.js";
import { h } from "../shared/dom.js";
import { linkify } from "../shared/linkify.js";
import { ringGlyph } from "./ring-glyph.js";

/** @typedef {import("./log-rows.js").Row} Row */

/** Draws rows, keeps those that stay, and stays at the end unless the reader has scrolled up. */
export class MessageLog {
  #rows = new Map();
  #takeBack;
  #words;
  #clock;
  #isQuiet = true;
  #isAtEnd = true;

  /**
   * @param {import("./words.js").Words} words
   * @param {(mid: string) => void} takeBack
   * @param {import("../shared/clock.js").Clock} [clock]
   */
  constructor(words, takeBack, clock = browserClock) {
    this.#clock = clock;
    this.#words = words;
    this.#takeBack = takeBack;
    this.element = h("div", {
      class: "log",
      role: "log",
      tabindex: 0,
      "aria-label": words.log,
      "aria-live": "off",
      "aria-relevant": "additions",
      onscroll: () => {
        const { scrollHeight, scrollTop, clientHeight } = this.element;
        this.#isAtEnd = scrollHeight - scrollTop - clientHeight < 48;
      },
    });
    // A keyboard that comes up, or a field that grows, must not cover the last words.
    new ResizeObserver(() => this.#isAtEnd && this.toEnd()).observe(this.element);
  }

  /** @param {Row[]} rows @param {boolean} [toEnd] */
  show(rows, toEnd = false) {
    const { element } = this;
    const kept = new Map();
    // Gone rows go first: a row that stays is never moved, or it would be read aloud again.
    const keys = new Set(rows.map((row) => row.key));
    for (const [key, { node }] of this.#rows) if (!keys.has(key)) node.remove();
    /** @type {ChildNode | null} */
    let place = element.firstChild;
    for (const row of rows) {
      const sign = JSON.stringify(row);
      const old = this.#rows.get(row.key);
      const drawn = old?.sign === sign ? old : { sign, node: this.#draw(row) };
      if (old && old !== drawn) {
        if (old.node === place) place = drawn.node;
        old.node.replaceWith(drawn.node);
      }
      kept.set(row.key, drawn);
      if (drawn.node === place) place = place?.nextSibling ?? null;
      else element.insertBefore(drawn.node, place);
    }
    this.#rows = kept;
    if (this.#isAtEnd || toEnd) this.toEnd();
  }

  /** Somebody else reads here from now on: what is shown next was said before. */
  clear() {
    this.#rows.clear();
    this.element.replaceChildren();
    this.element.ariaLive = "off";
    this.#isQuiet = this.#isAtEnd = true;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** What was said before is there to read, not to be read aloud; what comes from now on is. */
  speak() {
    if (!this.#isQuiet) return;
    this.#isQuiet = false;
    this.#clock.setTimeout(() => this.#isQuiet || (this.element.ariaLive = "polite"), 400);
  }

  /** @param {Row} row */
  #draw({ kind, text, mid }) {
    if (kind === "me" || kind === "them") {
      return h("div", { class: `m ${kind}`, dir: "auto" }, ...linkify(text).map(part));
    }
    const row = h("div", { class: kind }, text);
    if (kind === "ring") row.prepend(ringGlyph());
    if (kind === "failed" && mid) {
      row.append(" ", h("button", { type: "button", onclick: () => this.#takeBack(mid) }, this.#words.takeBack));
    }
    return row;
  }
}

/** @param {import("../shared/linkify.js").Part} part */
const part = ({ text, href }) =>
  href ? h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, text) : text;
