import { linkify } from "../../shared/linkify.js";
import { h, set } from "../../shared/dom.js";
import { tell } from "../events.js";
import { keyed, refill, write } from "../dom/dom.js";
import { logRows } from "../words/log-lines.js";

/** Within this many pixels of the end, a reader is at the end. */
const near = 48;

/**
 * <talk-log>: the lines of one talk. Stays at the end unless the reader has scrolled up; then says that more has come.
 * Event: "take-back" with the message id of refused words.
 *
 * @typedef {import("../types.js").Conversation} Conversation
 * @typedef {import("../words/log-lines.js").Row} Row
 * @typedef {import("../words/log-lines.js").Reader} Reader
 */
export class TalkLog extends HTMLElement {
  #c = "";
  #seen = 0;
  #own = 0;
  #list = h("div", {
    class: "log",
    role: "log",
    tabindex: "0",
    "data-scroller": true,
    onscroll: () => this.#scrolled(),
  });
  #rows = h("div", { class: "log-rows" });
  #typing = h("p", { class: "typing-line" });
  #below = h(
    "button",
    { class: "below", type: "button", hidden: true, onclick: () => this.toEnd() },
    "New words below",
  );

  /** Called when the reader has come to the end. */
  reached = () => {};

  connectedCallback() {
    if (this.firstChild) return;
    this.classList.add("log-frame");
    this.#list.append(this.#rows, this.#typing);
    this.append(this.#list, this.#below);
    new ResizeObserver(() => this.#isFollowing && this.toEnd()).observe(this.#list);
  }

  /** Whether new lines are in view when they come. */
  #isFollowing = true;

  get isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#list;
    return scrollHeight - scrollTop - clientHeight < near;
  }

  /** @param {Conversation} words @param {Reader} reader @param {string} typing in words, empty for nobody */
  show(words, reader, typing) {
    const isOther = words.c !== this.#c;
    if (isOther) this.#begin(words.c, reader.visitor);
    if (isOther || this.#isNews(words, reader)) this.#showRows(words, reader);
    write(this.#typing, typing);
    const hasMore = words.lines.length > this.#seen;
    this.#seen = words.lines.length;
    const hasWritten = words.own.length > this.#own;
    this.#own = words.own.length;
    if (this.#isFollowing || isOther || hasWritten) this.toEnd();
    else if (hasMore) this.#below.hidden = false;
  }

  /** @type {[Conversation, string] | undefined} what the rows were made from */ #shown;

  /** A long talk is not laid out anew for every tick of a ring's clock. @param {Conversation} words @param {Reader} reader */
  #isNews(words, { visitor, isOnline, isOver, now }) {
    const [before, print] = this.#shown ?? [];
    const moment = words.own.length > 0 ? now : Math.floor(now / 60_000);
    const next = JSON.stringify([visitor, isOnline, isOver, moment]);
    this.#shown = [words, next];
    return before !== words || print !== next;
  }

  /** @param {Conversation} words @param {Reader} reader */
  #showRows(words, reader) {
    const rows = logRows(words, reader);
    // Only what comes while one looks is read aloud, never the past.
    set(this.#list, "aria-live", this.#seen === 0 ? "off" : "polite");
    keyed(this.#rows, rows, (row) => row.key, (row) => h(row.kind === "by" ? "p" : "div"), (element, row) => {
      this.#fill(element, row, reader.isOver ?? false);
    });
  }

  toEnd() {
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#isFollowing = true;
    this.#below.hidden = true;
  }

  /** @param {string} c @param {string} name */
  #begin(c, name) {
    this.#c = c;
    this.#seen = 0;
    this.#isFollowing = true;
    set(this.#list, "aria-label", `The talk with ${name}`);
    this.#rows.replaceChildren();
  }

  #scrolled() {
    this.#isFollowing = this.isAtEnd;
    if (!this.#isFollowing) return;
    this.#below.hidden = true;
    this.reached();
  }

  /** @param {HTMLElement} element @param {Row} row @param {boolean} isOver */
  #fill(element, row, isOver) {
    element.className = classOf(row);
    if (row.kind !== "bubble" && !row.mid) return write(element, row.text);
    const { text, mid } = row;
    refill(element, [text, isOver], () => mid ? this.#refused(text, mid, isOver) : [bubbleText(text)]);
  }

  /** @param {string} text @param {string} mid @param {boolean} isOver */
  #refused(text, mid, isOver) {
    const onclick = () => tell(this, "take-back", mid);
    return [
      text,
      h(
        "button",
        { class: "link", type: "button", onclick },
        isOver ? "Let it go" : "Take it back and change it",
      ),
    ];
  }
}

/** @param {Row} row */
function classOf({ kind, side, failed }) {
  if (kind === "mark") return failed ? "mark problem" : "mark";
  if (kind === "by") return side === "theirs" ? "by" : "by ours";
  if (kind !== "bubble") return kind;
  const [base, trying] = (side ?? "").split(" ");
  const look = {
    theirs: "theirs-words",
    note: "note-words",
    refused: "refused-words",
    colleague: "our-words colleague",
  };
  return `bubble ${look[/** @type {keyof typeof look} */ (base)] ?? "our-words"}${trying ? " trying" : ""}`;
}

/** @param {string} text */
function bubbleText(text) {
  const parts = linkify(text).map((part) =>
    part.href ? h("a", { href: part.href, target: "_blank", rel: "noopener noreferrer" }, part.text) : part.text
  );
  return h("div", { dir: "auto" }, ...parts);
}
