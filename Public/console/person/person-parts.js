/**
 * What is held on a person, part by part, as it is shown beside a talk and by itself.
 *
 * @typedef {import("../types.js").Card} Card
 */

import { address } from "../../shared/linkify.js";
import { date } from "../../shared/time-format.js";
import * as words from "../words/desk-words.js";
import { h } from "../../shared/dom.js";

/** More purchases than these are a click away: what we remember must not sink below them. */
const ordersShown = 4;

/** @param {string} title @param {...(Node | null)} children */
export const part = (title, ...children) => h("section", {}, h("h3", {}, title), ...children);

/** A link when the address is one to follow, else its words. @param {string} url @param {string} text */
export function link(url, text) {
  const href = address(url);
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, text) : text;
}

/** @param {string[]} urls as people wrote them */
export function websites(urls) {
  const all = [...new Set(urls)].filter(Boolean);
  if (all.length === 0) return null;
  return part("Their website", ...all.map((url) => h("p", {}, link(withScheme(url), words.siteWords(url)))));
}

/** @param {string} url as a person wrote it */
const withScheme = (url) => /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;

/** @param {Card} card @param {number} now @param {string} [marked] the number of the order that is looked for */
export function purchases(card, now, marked) {
  if (card.ordersUnread) {
    return part("Purchases", h("p", { class: "still" }, "Their orders could not be read. The server’s log says why."));
  }
  const title = words.purchaseWords(card);
  if (card.proof !== "proved" || card.orders.length === 0) {
    return part(title, h("p", { class: "still" }, words.noPurchasesWords(card)));
  }
  const [latest, earlier] = [card.orders.slice(0, ordersShown), card.orders.slice(ordersShown)];
  const list = h("ul", { role: "list" }, ...latest.map((order) => orderItem(order, now, marked)));
  return part(title, list, card.orderCount > latest.length ? earlierOrders(earlier, card, now, marked) : null);
}

/** @param {Card["orders"]} orders @param {Card} card @param {number} now @param {string} [marked] */
function earlierOrders(orders, card, now, marked) {
  const words = `and ${card.orderCount - Math.min(ordersShown, card.orders.length)} earlier`;
  if (orders.length === 0) return h("p", { class: "more" }, words);
  const unlisted = card.orderCount - card.orders.length;
  return h(
    "details",
    { open: orders.some(({ number }) => number === marked) },
    h("summary", { class: "more" }, words),
    h("ul", { role: "list" }, ...orders.map((order) => orderItem(order, now, marked))),
    unlisted > 0 ? h("p", { class: "more" }, `and ${unlisted} before those`) : null,
  );
}

/** @param {Card["orders"][number]} order @param {number} now @param {string} [marked] */
function orderItem({ number, date: bought, title, quantity, total, status }, now, marked) {
  return h(
    "li",
    { class: "order", "aria-current": number === marked ? "true" : false },
    h("b", { dir: "auto" }, title),
    h("span", { class: "price" }, total),
    h(
      "span",
      {},
      h("bdi", { class: "number" }, number),
      ` · ${words.orderWords(status, words.dateWords(bought, now))}`,
    ),
    h("span", { class: "price" }, quantity === 1 ? "" : `× ${quantity}`),
  );
}

/**
 * Their talks before, to be read; null for none.
 *
 * @param {Card} card @param {number} now @param {(id: string) => string} nameFor @param {(c: string) => void} read
 */
export function pastTalks({ talks }, now, nameFor, read) {
  if (talks.length === 0) return null;
  return part("Past talks", h("ul", { role: "list" }, ...talks.map((past) => pastTalk(past, now, nameFor, read))));
}

/** @param {Card["talks"][number]} past @param {number} now @param {(id: string) => string} nameFor @param {(c: string) => void} read */
function pastTalk({ c, at, agent, words: said }, now, nameFor, read) {
  const who = agent ? `with ${nameFor(agent)}` : "nobody answered";
  return h(
    "li",
    {},
    h(
      "button",
      { class: "past", type: "button", onclick: () => read(c) },
      h("b", { dir: "auto" }, said || "A talk without words"),
      h("span", {}, `${who}, ${words.whenWords(at, now)} · ${date(at, words.speech)}`),
    ),
  );
}
