import { h } from "../shared/dom.js";
import { textLimit } from "../shared/limits.js";
import { byteLength, wellFormed } from "../shared/protocol.js";
import { fill } from "./words.js";

/** The field and Send. Enter sends, Shift+Enter breaks the line; an input method's own Enter is its own. */
export class MessageComposer {
  #send;
  #typed;
  #button;
  #words;
  #told = h("p", { class: "told", id: "told", role: "status" });

  /**
   * @param {import("./words.js").Words} words
   * @param {{send: (text: string) => void, typed: (text: string) => void}} to
   */
  constructor(words, { send, typed }) {
    this.#words = words;
    this.#send = send;
    this.#typed = typed;
    this.field = h("textarea", {
      rows: 1,
      enterkeyhint: "send",
      "aria-label": words.message,
      "aria-describedby": "told",
      oninput: () => this.#changed(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    this.#button = h("button", { class: "send" }, words.send);
    const onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#submit();
    };
    this.element = h("form", { novalidate: true, onsubmit }, this.#told, this.field, this.#button);
  }

  /** @param {boolean} isOff nothing that is written could be sent */
  set isOff(isOff) {
    this.field.disabled = this.#button.disabled = isOff;
  }

  /** @param {string} text */
  set text(text) {
    this.field.value = text;
    this.#changed();
  }

  get text() {
    return this.field.value;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // 229: Safari ends composition before the Enter that ended it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = wellFormed(this.text.trim());
    this.field.focus();
    if (!text || byteLength(text) > textLimit) return;
    this.#send(text);
    this.text = "";
  }

  /** Says something below the log, until the field changes. @param {string} words */
  tell(words) {
    if (this.#told.textContent !== words) this.#told.textContent = words;
  }

  #changed() {
    this.fit();
    // Empty, it has the direction of the page, and so has its placeholder.
    this.field.dir = this.text ? "auto" : "";
    this.#typed(this.text);
    const over = byteLength(this.text.trim()) - textLimit;
    const said = over > 0
      ? fill(this.#words.lettersOver, over)
      : over > -400
      ? fill(this.#words.lettersLeft, -over)
      : "";
    this.tell(said);
    this.element.classList.toggle("over", over > 0);
  }

  /** As tall as its words, up to the limit in the style. */
  fit() {
    this.field.style.blockSize = "auto";
    this.field.style.blockSize = `${this.field.scrollHeight + 2}px`;
  }
}
