import { textLimit } from "../../shared/limits.js";
import { byteLength } from "../../shared/protocol.js";
import { TypingOut } from "../../shared/typing.js";
import { h, set } from "../../shared/dom.js";
import { tell } from "../events.js";
import { write } from "../dom/dom.js";
import { isPlainEnter } from "../dom/keyboard.js";

/**
 * <talk-composer>: where words are written: to the visitor, or as a note to colleagues. A draft per talk survives all.
 * Event: "write" with {text, kind}.
 *
 * @typedef {"say" | "note"} Kind
 * @typedef {import("../desk/drafts.js").Drafts} Drafts
 * @typedef {{c: string, name: string, may: "words" | "notes", drafts: Drafts, typing: (c: string, on: boolean, draft: boolean) => void}} Job
 */
export class TalkComposer extends HTMLElement {
  /** @type {Job | undefined} */ #job;
  /** @type {Kind} */ #kind = "say";
  #typing = new TypingOut((on) => this.#job?.typing(this.#job.c, on, this.#hasDraft));
  #isHolding = false;
  #field = h("textarea", {
    rows: "2",
    dir: "auto",
    enterkeyhint: "send",
    oninput: () => this.#typed(),
    onblur: () => this.#kind === "say" && this.#typing.stopped(),
    onkeydown: (event) => this.#pressed(event),
  });
  #note = h("button", { class: "note-switch", type: "button", onclick: () => this.#switch() }, "Note to colleagues");
  #hint = h("span", { class: "hint" });
  #problem = h("span", { class: "problem", role: "alert" });
  #send = h("button", { class: "loud", type: "button", onclick: () => this.#submit() });

  connectedCallback() {
    if (this.firstChild) return;
    this.append(this.#field, h("div", { class: "tools" }, this.#note, this.#hint, this.#problem, this.#send));
  }

  /** Whether what is written now is for the visitor or for colleagues. */
  get kind() {
    return this.#kind;
  }

  /** @param {Job} job */
  show(job) {
    const isOther = job.c !== this.#job?.c || job.may !== this.#job.may;
    if (job.c !== this.#job?.c) this.#typing.sent();
    this.#job = job;
    if (isOther) this.#turn(job.may === "notes" ? "note" : "say");
    this.#words();
  }

  /** Whether the pick-up is void without words: a draft that stands here from before must be known, too. @param {boolean} isHolding */
  holds(isHolding) {
    const isNew = isHolding && !this.#isHolding;
    this.#isHolding = isHolding;
    if (isNew && this.#hasDraft) this.#job?.typing(this.#job.c, false, true);
  }

  get #hasDraft() {
    return this.#kind === "say" && this.#field.value.trim() !== "";
  }

  /** Puts words back where they can be changed. @param {string} text @param {Kind} kind */
  put(text, kind) {
    if (this.#job?.may === "words") this.#turn(kind);
    this.#field.value = this.#field.value ? `${this.#field.value}\n${text}` : text;
    this.#typed();
    this.focus();
  }

  /** The draft was changed in another tab. */
  reload() {
    const isWritingHere = document.hasFocus() && document.activeElement === this.#field;
    if (!isWritingHere) this.#turn(this.#kind);
  }

  /** @override */
  focus() {
    this.#field.focus();
  }

  /** @param {Kind} kind */
  #turn(kind) {
    this.#kind = kind;
    const { c = "", drafts } = this.#job ?? {};
    this.#field.value = drafts?.read(c, kind) ?? "";
    this.#words();
    this.#measure();
  }

  #switch() {
    if (this.#kind === "say") this.#typing.stopped();
    this.#turn(this.#kind === "say" ? "note" : "say");
    this.focus();
  }

  #words() {
    const isNote = this.#kind === "note";
    const { name = "", may } = this.#job ?? {};
    const aim = isNote ? "A note for your colleagues. The visitor never sees it." : `Write to ${name}…`;
    this.classList.toggle("noting", isNote);
    set(this.#field, "placeholder", aim);
    set(this.#field, "aria-label", isNote ? "Note to colleagues" : `Write to ${name}`);
    set(this.#note, "aria-pressed", isNote ? "true" : "false");
    set(this.#note, "hidden", may === "notes");
    write(this.#hint, isNote ? "Enter keeps it · only colleagues see it" : "Enter sends · Shift+Enter for a new line");
    write(this.#send, isNote ? "Keep note" : "Send");
  }

  #typed() {
    const job = this.#job;
    if (!job) return;
    job.drafts.write(job.c, this.#kind, this.#field.value);
    if (this.#kind === "say") this.#typing.typed(this.#field.value.trim() !== "");
    this.#measure();
  }

  #measure() {
    const over = byteLength(this.#field.value.trim()) - textLimit;
    write(this.#problem, over > 0 ? `Too long for one message by about ${over} letters: send it in two.` : "");
    // Browsers without field-sizing grow it here.
    if (CSS.supports("field-sizing", "content")) return;
    this.#field.style.setProperty("height", "auto");
    this.#field.style.setProperty("height", `${this.#field.scrollHeight + 2}px`);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (!isPlainEnter(event)) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.#field.value.trim();
    const job = this.#job;
    if (!job || !text || byteLength(text) > textLimit) return this.focus();
    this.#typing.sent();
    this.#field.value = "";
    job.drafts.write(job.c, this.#kind, "");
    this.#measure();
    const detail = { text, kind: this.#kind };
    if (this.#kind === "note" && job.may === "words") this.#turn("say");
    tell(this, "write", detail);
    this.focus();
  }
}
