import { address } from "../shared/linkify.js";
import { date } from "../shared/time-format.js";
import { BlockControl } from "./block-control.js";
import * as words from "./desk-words.js";
import { h, refill } from "./dom.js";
import { FactForm } from "./fact-form.js";
import { FactList } from "./fact-list.js";
import { ForgetControl } from "./forget-control.js";
import { link, part, purchases, websites } from "./person-parts.js";
import { namingToYou } from "./reader.js";

/**
 * <person-view>: who this is, beside the talk. Events: "read-talk" with a conversation, "remember" with the words.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Desk} Desk
 * @typedef {import("./types.js").Talk} Talk
 * @typedef {import("./types.js").Summary} Summary
 */
export class PersonView extends HTMLElement {
  #head = h("header");
  #now = h("section");
  #card = h("div");
  #facts = new FactList();
  #remembered = h("section", {}, h("h3", {}, "What we remember"), this.#facts);
  #form = new FactForm();
  #block = h("section", { class: "block" });
  #control = new BlockControl();
  #forget = new ForgetControl();

  connectedCallback() {
    if (this.firstChild) return;
    this.#remembered.append(this.#form);
    this.#block.append(this.#control, this.#forget);
    this.append(this.#head, this.#now, this.#card, this.#remembered, this.#block);
  }

  /** @type {(id: string) => string} */
  #nameFor = (id) => id;

  /** @param {Talk | undefined} talk @param {number} now @param {Desk} desk */
  show(talk, now, desk) {
    this.#nameFor = namingToYou(desk);
    this.hidden = talk === undefined;
    if (!talk) return;
    const { summary, card } = talk;
    const there = words.thereWords(summary.tz, now);
    refill(this.#head, [card, summary.who, summary.tz, summary.lang, there], () => head(summary, card, there, now));
    refill(
      this.#now,
      [summary.page, summary.trail, summary.referrer, summary.here, summary.link],
      () => place(summary),
    );
    refill(this.#card, [card, summary.who], () => this.#known(summary, card, now));
    this.#facts.show(card?.facts ?? [], now, this.#nameFor);
    this.#form.show(summary.c, words.firstNameOf(summary, card), desk.link === "online" && card !== undefined);
    this.#forget.show(card, desk.you?.role === "owner");
    this.#control.show(summary.c, card?.blocked === true, desk.link === "online" && card !== undefined);
  }

  /** @param {Summary} summary @param {Card | undefined} card @param {number} now */
  #known(summary, card, now) {
    if (!card) return [h("section", {}, h("p", { class: "still" }, "Looking them up…"))];
    const sites = [...card.websites, summary.who?.website ?? ""];
    if (isStranger(card)) return [websites(sites), stranger(summary, card)];
    return [websites(sites), purchases(card, now), this.#talks(card, now)];
  }

  /** @param {Card} card @param {number} now */
  #talks(card, now) {
    if (card.talks.length === 0) return null;
    return part("Past talks", h("ul", { role: "list" }, ...card.talks.map((past) => this.#talk(past, now))));
  }

  /** @param {Card["talks"][number]} past @param {number} now */
  #talk(past, now) {
    const who = past.agent ? `with ${this.#nameFor(past.agent)}` : "nobody answered";
    const open = () => this.dispatchEvent(new CustomEvent("read-talk", { detail: past.c, bubbles: true }));
    return h(
      "li",
      {},
      h(
        "button",
        { class: "past", type: "button", onclick: open },
        h("b", { dir: "auto" }, past.words || "A talk without words"),
        h("span", {}, `${who}, ${words.whenWords(past.at, now)} · ${date(past.at, words.speech)}`),
      ),
    );
  }
}

/** @param {Summary} summary @param {Card | undefined} card @param {string} there @param {number} now */
function head(summary, card, there, now) {
  const name = words.nameOf(summary, card);
  const proof = card?.proof ?? summary.who?.proof;
  const isKnown = Boolean(card?.name || summary.who?.name || summary.who?.email);
  const chip = isKnown && proof && h("span", { class: `chip ${proof}` }, proof === "proved" ? "proved" : "only said");
  const emails = card?.emails.length ? card.emails : [summary.who?.email ?? ""];
  return [
    h("h2", {}, h("span", { dir: "auto" }, name), chip),
    card?.addressAs && h("p", { class: "sub" }, `Call them “${card.addressAs}”`),
    h("p", { class: "sub" }, [...emails].filter((email) => email && email !== name).join(" · ")),
    h("p", { class: "sub" }, whereWords(summary, card, there, now)),
  ];
}

/** @param {Summary} summary @param {Card | undefined} card @param {string} there @param {number} now */
function whereWords(summary, card, there, now) {
  const place = [words.cityOf(summary.tz), there].filter(Boolean).join(", ");
  const since = card?.since ? words.sinceWords(card.since, now) : "";
  return [place, summary.lang && `speaks ${words.languageWords(summary.lang)}`, since].filter(Boolean).join(" · ");
}

/** @param {Summary} summary */
function place({ page, trail, referrer, here, link: way }) {
  const before = trail.filter((each) => each.url !== page.url).slice(-4);
  const from = referrer ? address(referrer) : undefined;
  const list = h("dl", { class: "now" }, ...row("Page", link(page.url, page.title || words.pathOf(page.url))));
  if (before.length > 0) {
    list.append(...row("Before", before.map((each) => each.title || words.pathOf(each.url)).join(" › ")));
  }
  if (from) list.append(...row("Came from", link(from, new URL(from).host)));
  if (here && way === "sse") list.append(...row("Line", "by a detour: WebSockets are blocked there"));
  return [h("h3", {}, here ? "On the site now" : "Not on the site now"), list];
}

/** @param {string} term @param {Node | string} value */
const row = (term, value) => [h("dt", {}, term), h("dd", { dir: "auto" }, value)];

/** @param {Card} card */
function isStranger({ orderCount, ordersUnread, talks, name, proof }) {
  return orderCount === 0 && !ordersUnread && talks.length === 0 && proof !== "proved" && !name;
}

/** @param {Summary} summary @param {Card} card */
function stranger(summary, card) {
  const text = summary.who?.email || card.emails.length > 0
    ? "We know an address and nothing more. The rest is theirs to tell."
    : "We have not met. Everything starts with what they tell you.";
  return h("section", {}, h("p", { class: "still" }, text));
}
