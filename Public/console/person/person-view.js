import { address } from "../../shared/linkify.js";
import { tell } from "../events.js";
import { BlockControl } from "./block-control.js";
import { isKnown } from "../words/context-words.js";
import * as words from "../words/desk-words.js";
import { h } from "../../shared/dom.js";
import { refill } from "../dom/dom.js";
import { FactForm } from "./fact-form.js";
import { FactList } from "./fact-list.js";
import { ForgetControl } from "./forget-control.js";
import { link, pastTalks, purchases, websites } from "./person-parts.js";
import { namingToYou, shownFirstNameOf, shownNameOf } from "../desk/reader.js";
import { mayDecide } from "../desk/rights.js";
import { siteName } from "../desk/sites.js";
import { isolated } from "../words/strangers.js";

/**
 * <person-view>: who this is, beside the talk. Events: "read-talk" with a conversation, "remember" with the words.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {import("../types.js").Summary} Summary
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
    const name = shownNameOf(talk, desk);
    refill(
      this.#head,
      [name, card, summary.who, summary.tz, summary.lang, there],
      () => head(name, summary, card, there, now),
    );
    refill(
      this.#now,
      [summary.page, summary.trail, summary.referrer, summary.here, summary.link, siteName(desk, summary.site)],
      () => place(summary, siteName(desk, summary.site)),
    );
    refill(this.#card, [card, summary.who], () => this.#known(summary, card, now));
    this.#facts.show(card?.facts ?? [], now, this.#nameFor);
    this.#form.show(summary.c, shownFirstNameOf(talk, desk), desk.link === "online" && card !== undefined);
    const mayBlock = mayDecide(desk, talk);
    this.#forget.show(summary.c, card, { isOwner: desk.you?.role === "owner", mayErase: mayBlock });
    const isPossible = desk.link === "online" && card !== undefined;
    this.#control.show(summary.c, card?.blocked === true, { mayBlock, isPossible });
    this.#block.hidden = !mayBlock && !card?.blocked;
  }

  /** @param {Summary} summary @param {Card | undefined} card @param {number} now */
  #known(summary, card, now) {
    if (!card) return [h("section", {}, h("p", { class: "still" }, "Looking them up…"))];
    const sites = [...card.websites, summary.who?.website ?? ""];
    if (isStranger(card)) return [websites(sites), stranger(summary, card)];
    const read = (/** @type {string} */ c) => tell(this, "read-talk", c);
    return [websites(sites), purchases(card, now), pastTalks(card, now, this.#nameFor, read)];
  }
}

/** @param {string} name as it is shown @param {Summary} summary @param {Card | undefined} card @param {string} there @param {number} now */
function head(name, summary, card, there, now) {
  const proof = card?.proof ?? summary.who?.proof;
  const isKnown = Boolean(card?.name || summary.who?.name || summary.who?.email);
  const chip = isKnown && proof && h("span", { class: `chip ${proof}` }, proof === "proved" ? "proved" : "only said");
  const emails = card?.emails.length ? card.emails : [summary.who?.email ?? ""];
  return [
    h("h2", {}, h("span", { dir: "auto" }, name), chip),
    card?.addressAs && h("p", { class: "sub" }, `Call them “${card.addressAs}”`),
    h("p", { class: "sub" }, [...emails].filter((email) => email && email !== name).map(isolated).join(" · ")),
    h("p", { class: "sub" }, whereWords(summary, card, there, now)),
  ];
}

/** @param {Summary} summary @param {Card | undefined} card @param {string} there @param {number} now */
function whereWords(summary, card, there, now) {
  const place = [words.cityOf(summary.tz), there].filter(Boolean).join(", ");
  const since = card?.since ? words.sinceWords(card.since, now) : "";
  return [place, summary.lang && `speaks ${words.languageWords(summary.lang)}`, since].filter(Boolean).join(" · ");
}

/** @param {Summary} summary @param {string} site */
function place({ page, trail, referrer, here, link: way }, site) {
  const before = trail.filter((each) => each.url !== page.url).slice(-4);
  const from = referrer ? address(referrer) : undefined;
  const list = h("dl", { class: "now" }, ...(site ? row("Site", site) : []));
  list.append(...row(here ? "Page" : "Last page", link(page.url, page.title || words.pathOf(page.url))));
  if (before.length > 0) {
    list.append(...row("Before", before.map((each) => isolated(each.title) || words.pathOf(each.url)).join(" › ")));
  }
  if (from) list.append(...row("Came from", link(from, new URL(from).host)));
  if (here && way === "sse") list.append(...row("Line", "by a detour: WebSockets are blocked there"));
  return [h("h3", {}, here ? "On the site now" : "Not on the site now"), list];
}

/** @param {string} term @param {Node | string} value */
const row = (term, value) => [h("dt", {}, term), h("dd", { dir: "auto" }, value)];

/** @param {Card} card */
const isStranger = (card) => !isKnown(card) && !card.ordersUnread && card.proof !== "proved" && !card.name;

/** @param {Summary} summary @param {Card} card */
function stranger(summary, card) {
  const text = summary.who?.email || card.emails.length > 0
    ? "We know an address and nothing more. The rest is theirs to tell."
    : "We have not met. Everything starts with what they tell you.";
  return h("section", {}, h("p", { class: "still" }, text));
}
