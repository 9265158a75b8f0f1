import { h, set } from "../../shared/dom.js";
import { tell } from "../events.js";
import { write } from "../dom/dom.js";

/**
 * <hold-bar>: over the composer, the time that a pick-up without sent words still has. Event: "hold" with the
 * conversation.
 *
 * @typedef {import("../words/hold-words.js").HoldWords} HoldWords
 */
export class HoldBar extends HTMLElement {
  #c = "";
  #hasSpoken = false;
  #fill = h("i");
  #words = h("span", { "aria-hidden": "true" });
  #aloud = h("span", { class: "only-heard", role: "status" });
  #read = h(
    "button",
    { class: "quiet", type: "button", "aria-keyshortcuts": "W Alt+W", onclick: () => this.#tell() },
    "I am reading",
    h("kbd", { "aria-hidden": "true" }, "Alt+W"),
  );

  connectedCallback() {
    if (this.firstChild) return;
    const run = h("div", { class: "runout", "aria-hidden": "true" }, this.#fill);
    this.append(run, h("div", { class: "hold-words" }, this.#words, this.#aloud, this.#read));
  }

  /** @param {string} c @param {HoldWords | null} left @param {boolean} isHeld a draft or reading holds it */
  show(c, left, isHeld) {
    if (this.#c !== c || !left) this.#hasSpoken = false;
    this.#c = c;
    set(this, "hidden", !left);
    if (!left) return write(this.#aloud, "");
    this.classList.toggle("held", isHeld);
    set(this.#fill, "--left", left.share.toFixed(3));
    write(this.#words, left.words);
    set(this.#read, "hidden", !left.mayRead);
    if (!left.aloud || this.#hasSpoken) return;
    this.#hasSpoken = true;
    write(this.#aloud, left.aloud);
  }

  #tell() {
    tell(this, "hold", this.#c);
  }
}
