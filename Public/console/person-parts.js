/**
 * What is held on a person, part by part, as it is shown beside a talk and by itself.
 *
 * @typedef {import("./types.js").Card} Card
 */

import { address } from "../shared/linkify.js";
import * as words from "./desk-words.js";
import { h } from "./dom.js";

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

/** @param {Card} card @param {number} now */
export function purchases(card, now) {
  if (card.ordersUnread) {
    return part("Purchases", h("p", { class: "still" }, "Their orders could not be read. The server’s log says why."));
  }
  const title = words.purchaseWords(card);
  if (card.proof !== "proved" || card.orders.length === 0) {
    return part(title, h("p", { class: "still" }, words.noPurchasesWords(card)));
  }
  const [latest, earlier] = [card.orders.slice(0, ordersShown), card.orders.slice(ordersShown)];
  const list = h("ul", { role: "list" }, ...latest.map((order) => orderItem(order, now)));
  return part(title, list, card.orderCount > latest.length ? earlierOrders(earlier, card, now) : null);
}

/** @param {Card["orders"]} orders @param {Card} card @param {number} now */
function earlierOrders(orders, card, now) {
  const words = `and ${card.orderCount - Math.min(ordersShown, card.orders.length)} earlier`;
  if (orders.length === 0) return h("p", { class: "more" }, words);
  const unlisted = card.orderCount - card.orders.length;
  return h(
    "details",
    {},
    h("summary", { class: "more" }, words),
    h("ul", { role: "list" }, ...orders.map((order) => orderItem(order, now))),
    unlisted > 0 ? h("p", { class: "more" }, `and ${unlisted} before those`) : null,
  );
}

/** @param {Card["orders"][number]} order @param {number} now */
function orderItem({ number, date: bought, title, quantity, total, status }, now) {
  return h(
    "li",
    { class: "order", title: `Order ${number}` },
    h("b", { dir: "auto" }, title),
    h("span", { class: "price" }, total),
    h("span", {}, words.orderWords(status, words.dateWords(bought, now))),
    h("span", { class: "price" }, quantity === 1 ? "" : `× ${quantity}`),
  );
}
