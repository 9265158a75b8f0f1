import { clock, date } from "../../shared/time-format.js";
import { speech } from "../words/desk-words.js";
import { h } from "../../shared/dom.js";
import { refill, write } from "../dom/dom.js";
import { find, foundWords, nothing, pieces, together } from "../desk/search.js";
import { Sheet } from "./sheet.js";

/** Typing goes on: nothing is asked before it rests this long. */
const rest = 150;

/**
 * <search-sheet>: words, names, order numbers and days, found in all talks and people. Arrows go through what was found,
 * Enter opens it.
 *
 * @typedef {import("../desk/search.js").Found} Found
 * @typedef {import("../desk/search.js").Marked} Marked
 */
export class SearchSheet extends Sheet {
  #words = h("input", {
    class: "field",
    type: "text",
    role: "searchbox",
    enterkeyhint: "search",
    "aria-label": "Words, names, order numbers, days",
    placeholder: "Words, a name, an order, 2026-11…",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 200,
    oninput: () => this.#askSoon(),
  });
  #status = h("p", { role: "status" });
  #list = h("ul", { role: "list", class: "found" });
  #found = nothing;
  /** What the answer below was asked with. */
  #asked = "";
  #timer = 0;
  #open;

  /** @param {{talk: (c: string, name: string) => void, person: (hit: import("../desk/search.js").PersonHit) => void, site: (id: string) => string}} open */
  constructor(open) {
    super();
    this.#open = open;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    if (this.body.firstChild) return;
    this.dialog.classList.add("search");
    this.dialog.addEventListener("keydown", (event) => this.#pressed(event));
    this.body.append(this.#words, this.#status, this.#list);
  }

  /** Opens it, with the words of last time to be written over. */
  ask() {
    this.open("Find");
    this.#words.focus();
    this.#words.select();
  }

  #askSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), rest);
  }

  async #ask() {
    clearTimeout(this.#timer);
    const words = this.#words.value.trim();
    this.#asked = words;
    if (!words) return this.#show(nothing, "");
    const answer = await find(words);
    if (this.#asked !== words) return;
    if (answer.ok) this.#show(answer.value, foundWords(answer.value));
    else this.#show(nothing, answer.problem);
  }

  /** @param {string} place */
  async #askMore(place) {
    const words = this.#asked;
    const answer = await find(words, place);
    if (this.#asked !== words) return;
    if (!answer.ok) return write(this.#status, answer.problem);
    const at = this.#list.querySelectorAll("button").length - 1;
    const found = together(this.#found, answer.value);
    this.#show(found, foundWords(found));
    this.#list.querySelectorAll("button")[Math.max(0, at)]?.focus();
  }

  /** @param {Found} found @param {string} words */
  #show(found, words) {
    this.#found = found;
    write(this.#status, words);
    refill(this.#list, found, () => [
      ...found.people.map((hit) => this.#hit(hit, "a person", () => this.#open.person(hit))),
      more(found.morePeople, "More people", (place) => this.#askMore(place)),
      ...found.talks.map((hit) =>
        this.#hit(hit, talkWords(hit, this.#open.site(hit.site)), () => this.#open.talk(hit.c, hit.name.text))
      ),
      more(found.moreTalks, "Earlier talks", (place) => this.#askMore(place)),
    ]);
  }

  /** @param {{name: Marked, line: Marked}} hit @param {string} about @param {() => void} open */
  #hit({ name, line }, about, open) {
    const button = h(
      "button",
      { class: "hit", type: "button", onclick: open },
      h("b", { dir: "auto" }, ...marked(name.text ? name : { text: "A visitor", marks: [] })),
      h("span", { class: "hit-about" }, about),
      h("span", { class: "hit-line", dir: "auto" }, ...marked(line)),
    );
    return h("li", {}, button);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && event.target === this.#words) return this.#enter(event);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    /** @type {HTMLElement[]} */
    const stops = [this.#words, ...this.#list.querySelectorAll("button")];
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus();
  }

  /** Opens the first that was found, when that is what the words ask for. @param {Event} event */
  async #enter(event) {
    event.preventDefault();
    if (this.#asked !== this.#words.value.trim()) await this.#ask();
    this.#list.querySelector("button")?.click();
  }
}

/** @param {import("../desk/search.js").TalkHit} hit @param {string} site its name */
function talkWords({ at, ended }, site) {
  const words = [site, `${date(at, speech)}, ${clock(at, speech)}`].filter(Boolean).join(" · ");
  return ended ? words : `${words} · open`;
}

/** @param {Marked} text */
const marked = (text) => pieces(text).map((piece, index) => index % 2 === 1 ? h("mark", {}, piece) : piece);

/** @param {string | undefined} place @param {string} words @param {(place: string) => void} ask */
function more(place, words, ask) {
  return place && h("li", {}, h("button", { class: "quiet", type: "button", onclick: () => ask(place) }, words));
}
