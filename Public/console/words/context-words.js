/**
 * What is known of somebody before our next word, in one line. Pure.
 *
 * @typedef {import("../types.js").Summary} Summary
 * @typedef {import("../types.js").Card} Card
 */

import { pathOf, sinceWords, whenWords } from "./desk-words.js";

/**
 * Whether the shop knows somebody from before: bought, talked, or told us something.
 *
 * @param {Pick<Card, "orderCount" | "talks" | "facts" | "since">} card
 */
export const isKnown = ({ orderCount, talks, facts, since }) =>
  orderCount > 0 || talks.length > 0 || facts.length > 0 || since !== undefined;

/**
 * The page the visitor is on, or was on when they left.
 *
 * @param {Pick<Summary, "page" | "here">} talk
 */
export function pageWords({ page, here }) {
  if (!page?.url) return "";
  return here ? `on ${pathOf(page.url)}` : `was on ${pathOf(page.url)}, not on the site now`;
}

/**
 * The line under a ringing name: what we know before the next word of ours.
 *
 * @param {Pick<Summary, "page" | "here" | "spokeLast">} talk
 * @param {Card|undefined} card
 * @param {number} now
 * @param {(id: string) => string} nameFor
 */
export function contextLine(talk, card, now, nameFor) {
  const parts = [];
  if (card?.orderCount) parts.push(card.orderCount === 1 ? "1 order" : `${card.orderCount} orders`);
  const last = card?.talks.find((past) => past.agent);
  if (talk.spokeLast) parts.push(`${nameFor(talk.spokeLast.id)} wrote last`);
  else if (last?.agent) parts.push(`talked with ${nameFor(last.agent)} ${whenWords(last.at, now)}`);
  if (card && parts.length === 0) parts.push(isKnown(card) ? knownWords(card, now) : "new here");
  return [...parts, pageWords(talk)].filter(Boolean).join(" · ");
}

/** @param {Card} card @param {number} now */
const knownWords = ({ since }, now) => since === undefined ? "known to us" : sinceWords(since, now);
