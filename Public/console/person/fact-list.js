import { tell } from "../events.js";
import * as words from "../words/desk-words.js";
import { h } from "../../shared/dom.js";
import { keyed, write } from "../dom/dom.js";
import * as session from "../desk/session.js";

/**
 * <fact-list>: what is remembered of a person, each to be corrected or struck. Event: "facts-changed".
 *
 * @typedef {import("../../shared/protocol.js").Fact} Fact
 * @typedef {(id: string) => string} NameFor of an agent
 */
export class FactList extends HTMLElement {
  #list = h("ul", { role: "list" });

  connectedCallback() {
    if (!this.firstChild) this.append(this.#list);
  }

  /** @param {Fact[]} facts @param {number} now @param {NameFor} nameFor */
  show(facts, now, nameFor) {
    const at = [...this.#list.children].findIndex((item) => item.contains(document.activeElement));
    this.hidden = facts.length === 0;
    // The same words twice in one file have one name: the first of them is changed first.
    const keyOf = (/** @type {Fact} */ { person, key }) => `${person} ${key}`;
    const first = facts.filter((fact, at) => facts.findIndex((other) => keyOf(other) === keyOf(fact)) === at);
    keyed(this.#list, first, keyOf, (fact) => new FactItem(fact), (item, fact) => item.show(fact, now, nameFor));
    if (at >= 0 && !this.contains(document.activeElement)) this.#focusBeside(at);
  }

  /** The fact that had the focus is another one now, or gone. @param {number} at where it stood */
  #focusBeside(at) {
    const beside = this.#list.children[Math.min(at, this.#list.children.length - 1)];
    const next = beside ?? this.parentElement?.querySelector("button");
    if (next instanceof HTMLElement) next.focus();
  }
}

/**
 * <fact-item>: one fact. Reading -> correcting or striking -> reading; the answer of the server ends either.
 */
export class FactItem extends HTMLElement {
  #fact;
  #text = h("div", { dir: "auto" });
  #source = h("span");
  #field = h("input", {
    class: "field",
    type: "text",
    maxlength: "500",
    dir: "auto",
    "aria-label": "Correct the fact",
  });
  #correct = h("button", { class: "link", type: "button", onclick: () => this.#turn("correcting") }, "Correct");
  #strike = h("button", { class: "link", type: "button", onclick: () => this.#turn("striking") }, "Strike");
  #acts = h("div", { class: "fact-acts" }, this.#correct, this.#strike);
  #problem = h("p", { class: "problem-words", role: "alert" });
  #form = h(
    "form",
    { class: "fact-form", onsubmit: (event) => this.#save(event) },
    this.#field,
    h(
      "div",
      {},
      h("button", { class: "plain", type: "submit" }, "Save"),
      h("button", { class: "quiet", type: "button", onclick: () => this.#turn("reading") }, "Leave it"),
    ),
  );
  #doStrike = h("button", { class: "plain", type: "button", onclick: () => this.#strikeIt() }, "Strike it");
  #question = h(
    "div",
    { class: "fact-form", role: "group", "aria-label": "Strike this fact?" },
    h("p", {}, "It goes from the person’s file, for everybody."),
    h(
      "div",
      {},
      this.#doStrike,
      h("button", { class: "quiet", type: "button", onclick: () => this.#turn("reading") }, "Keep it"),
    ),
  );
  /** @type {"reading" | "correcting" | "striking"} */ #state = "reading";
  #isAsking = false;

  /** @param {Fact} fact */
  constructor(fact) {
    super();
    this.#fact = fact;
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute("role", "listitem");
    this.classList.add("fact");
    this.append(this.#text, this.#source, this.#acts, this.#form, this.#question, this.#problem);
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.#show();
  }

  /** @param {Fact} fact @param {number} now @param {NameFor} nameFor */
  show(fact, now, nameFor) {
    this.#fact = fact;
    const when = words.dateWords(fact.date, now);
    write(this.#text, fact.text);
    write(this.#source, fact.agent ? `told ${nameFor(fact.agent)}, ${when}` : when);
    for (const [button, act] of [[this.#correct, "Correct"], [this.#strike, "Strike"]]) {
      /** @type {HTMLElement} */ (button).setAttribute("aria-label", `${act}: ${fact.text}`);
    }
  }

  /** @override */
  focus() {
    this.#correct.focus();
  }

  /** @param {"reading" | "correcting" | "striking"} state */
  #turn(state) {
    const before = this.#state;
    this.#state = state;
    if (state === "correcting") this.#field.value = this.#fact.text;
    write(this.#problem, "");
    this.#show();
    if (state === "correcting") this.#field.focus();
    else if (state === "striking") this.#doStrike.focus();
    else (before === "striking" ? this.#strike : this.#correct).focus();
  }

  #show() {
    this.#text.hidden = this.#state === "correcting";
    this.#acts.hidden = this.#state !== "reading";
    this.#form.hidden = this.#state !== "correcting";
    this.#question.hidden = this.#state !== "striking";
  }

  /** @param {Event} event */
  #save(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (!text) return this.#field.focus();
    if (text === this.#fact.text) return this.#turn("reading");
    this.#settle(() => session.correctFact(this.#fact.person, this.#fact.key, text));
  }

  #strikeIt() {
    this.#settle(() => session.strikeFact(this.#fact.person, this.#fact.key));
  }

  /** @param {() => Promise<import("../desk/session.js").Answer>} ask */
  async #settle(ask) {
    if (this.#isAsking) return;
    // The fields are not made again, so the focus stays.
    this.#isAsking = true;
    const answer = await ask();
    this.#isAsking = false;
    if (!answer.ok) return write(this.#problem, answer.problem);
    // The new card may have been faster: then this one is no longer on the page.
    if (this.isConnected) this.#turn("reading");
    tell(this, "facts-changed");
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key !== "Escape" || this.#state === "reading") return;
    event.preventDefault();
    event.stopPropagation();
    this.#turn("reading");
  }
}
