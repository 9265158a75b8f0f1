/**
 * What the console says about a talk and a person, in words. Pure: "now" is an argument.
 *
 * @typedef {import("../types.js").Summary} Summary
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Entry} Entry
 */

import { clock, daysBetween } from "../../shared/time-format.js";
import { unreachable } from "../../shared/unreachable.js";
import { isolated, seen } from "./strangers.js";
import { spanWords } from "./time-words.js";

/** The console speaks English; so do its dates. */
export const speech = "en-GB";

/** @param {number} n */
export function ordinal(n) {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  const ending = teen ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[n % 10] ?? "th");
  return `${n}${ending}`;
}

/** @param {readonly string[]} names */
export function together(names) {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/**
 * The last part of a time zone is the nearest big city: the best word for somebody without a name.
 *
 * @param {string} [zone]
 */
export function cityOf(zone = "") {
  if (!zone.includes("/") || zone.startsWith("Etc/")) return "";
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/**
 * @param {Pick<Summary, "who"|"tz">} talk
 * @param {Pick<Card, "name">} [card]
 */
export function nameOf(talk, card) {
  const name = card?.name || talk.who?.name || talk.who?.email;
  if (name) return name;
  const city = cityOf(talk.tz);
  return city ? `Someone in ${city}` : "Someone new";
}

/**
 * What to call them inside a sentence.
 *
 * @param {Pick<Summary, "who"|"tz">} talk
 * @param {Pick<Card, "name"|"addressAs">} [card]
 */
export function firstNameOf(talk, card) {
  const known = card?.name || talk.who?.name;
  if (!known) return talk.who?.email || "them";
  return known.split(/\s+/)[0]?.replace(/[,;:]+$/, "") || known;
}

/**
 * @param {number} ring
 * @param {number} since
 * @param {number} now
 */
export const ringWords = (ring, since, now) => `${ordinal(ring)} ring · ${spanWords(now - since)}`;

/**
 * Since when the visitor waits: since the first words that nobody has answered, not since the talk began.
 *
 * @param {Pick<Summary, "unanswered" | "last" | "since">} talk
 */
export const waitingSince = ({ unanswered, last, since }) => unanswered ?? last?.at ?? since;

/** @param {Pick<Summary, "why" | "last" | "spokeLast">} talk */
export function whyWords({ why, last, spokeLast }) {
  switch (why) {
    case "everyoneBusy":
      return "More talks ring than a bell holds. This one rings next.";
    case "visitorAway":
      if (last?.by === "agent") return "Nobody waits for an answer. New words ring.";
      return `They left before anybody ${spokeLast ? "was back with them" : "answered"}. Their words are kept.`;
    case "nobodyHere":
    case undefined:
      return "Nobody was on the bell. Their words are kept.";
    default:
      unreachable(why);
      return "";
  }
}

/**
 * A page's path, readable.
 *
 * @param {string} url
 */
export function pathOf(url) {
  try {
    const { pathname, host } = new URL(url);
    return pathname === "/" ? host : isolated(seen(decodeURI(pathname)));
  } catch {
    return isolated(seen(url));
  }
}

/**
 * When something was, as one would say it: "today", "in March", "in May 2024".
 *
 * @param {number} at
 * @param {number} now
 */
export function whenWords(at, now) {
  const days = daysBetween(at, now);
  if (days <= 0) return "today";
  if (days === 1) return "yesterday";
  if (days < 7) return `on ${format(at, { weekday: "long" })}`;
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return `in ${format(at, isThisYear ? { month: "long" } : { month: "long", year: "numeric" })}`;
}

/** @param {Pick<Summary, "state"|"ring"|"agent">} talk @param {string} you */
export function beganWords(talk, you) {
  if (!talk.agent) return "";
  const who = talk.agent.id === you ? "" : `${talk.agent.name} `;
  const how = talk.ring ? `picked up on the ${ordinal(talk.ring)} ring` : "picked up from the waiting list";
  return `${who}${how}`;
}

/**
 * What happened, for the lines between the bubbles; empty for lines that say nothing to a reader.
 *
 * @param {Entry} entry
 * @param {(id: string) => string} nameFor
 */
export function eventWords(entry, nameFor) {
  switch (entry.kind) {
    case "opened":
      return entry.page ? `from ${pathOf(entry.page)}` : "";
    case "rang":
      return `Rang ${together(entry.agents.map(nameFor))}`;
    case "waited":
      return waitedWords(entry.why);
    case "pickedUp":
      return `${authorOf(entry, nameFor)} picked up${entry.ring ? ` on the ${ordinal(entry.ring)} ring` : ""}`;
    case "released":
      return releasedWords(entry.why, nameFor(entry.agent), entry.to?.name);
    case "identified":
      return identifiedWords(entry);
    case "hungUp":
      return "They left before anybody answered";
    case "ended":
      if (entry.why === "silence") return "The talk ended after a day without words";
      return `${authorOf(entry, nameFor)} ended the talk`;
    case "lost":
      return "A line here can’t be read any more";
    // Words are bubbles; what happens among colleagues is said by introductionWords.
    case "said":
    case "noted":
    case "invited":
    case "joined":
    case "uninvited":
    case "left":
    case "hidden":
      return "";
    default:
      unreachable(entry);
      return "";
  }
}

/** @param {import("../../shared/protocol.js").Why} why */
function waitedWords(why) {
  /** @type {Record<import("../../shared/protocol.js").Why, string>} */
  const words = {
    nobodyHere: "Nobody was on the bell",
    everyoneBusy: "Everyone was busy",
    visitorAway: "Nobody waited for an answer",
  };
  return words[why] ?? "Waited";
}

/** @param {import("../../shared/protocol.js").Identity} identity */
function identifiedWords({ name, email, proof }) {
  const who = isolated(name || email || "");
  if (proof === "proved") return `This is ${who || "somebody we know"}: the shop’s page says so`;
  return who && `“${who}”, they say`;
}

/**
 * @param {import("../../shared/protocol-types.js").Released["why"]} why
 * @param {string} name
 * @param {string} [heir] the helper who has the talk now
 */
function releasedWords(why, name, heir) {
  const then = heir ? `${heir} has the talk now` : "it rang on";
  switch (why) {
    case "silent":
      return `${name} picked up and had not written yet, so ${then}`;
    case "absent":
      return `${name} was cut off, so ${then}`;
    case "removed":
      return heir ? `${name} no longer works here, so ${then}` : `${name} no longer works here`;
    default:
      unreachable(why);
      return "";
  }
}

/** @param {{agent?: string, name?: string}} entry @param {(id: string) => string} nameFor */
export function authorOf(entry, nameFor) {
  return entry.name || nameFor(entry.agent ?? "");
}

/** @param {number} since @param {number} now */
export function sinceWords(since, now) {
  const year = new Date(since).getFullYear();
  const isThisYear = year === new Date(now).getFullYear();
  return `with us since ${isThisYear ? format(since, { month: "long" }) : year}`;
}

/** An address as one would say it. @param {string} url */
export function siteWords(url) {
  return url.replace(/^https?:\/\//i, "").replace(/\/$/, "");
}

/** @param {string} status @param {string} when */
export function orderWords(status, when) {
  return status ? `${status.charAt(0).toUpperCase()}${status.slice(1)} · ${when}` : when;
}

/** @param {Card} card */
export function purchaseWords(card) {
  if (card.proof !== "proved" || card.orderCount === 0) return "Past purchases";
  const oldest = card.orders.length === card.orderCount ? card.orders.at(-1)?.date : card.since;
  const year = oldest ? new Date(oldest).getFullYear() : NaN;
  return `Past purchases · ${card.orderCount}${Number.isNaN(year) ? "" : ` since ${year}`}`;
}

/** @param {Card} card */
export function noPurchasesWords(card) {
  if (card.proof === "proved" && card.ordersKnown === false) return "No purchases known under what is proved.";
  if (card.proof === "proved") return "Nothing bought yet.";
  return "Shown once the shop’s page has proved who this is. For now it is only what they say.";
}

/**
 * The date of an order or a fact, `2026-11-20`, as one would say it.
 *
 * @param {string} date
 * @param {number} now
 */
export function dateWords(date, now) {
  const at = Date.parse(`${date}T12:00:00Z`);
  if (Number.isNaN(at)) return date;
  const isNear = daysBetween(at, now) < 300;
  return format(at, { month: "short", ...(isNear ? { day: "numeric" } : { year: "numeric" }) });
}

/**
 * Their clock: "14:05 there".
 *
 * @param {string} zone
 * @param {number} now
 */
export function thereWords(zone, now) {
  const time = zone ? clock(now, speech, zone) : "";
  return time ? `${time} there` : "";
}

/** @param {string} tag a BCP 47 language */
export function languageWords(tag) {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** @param {readonly string[]} sounding who wants what of you, longest first @param {number} unread */
export function titleWords(sounding, unread) {
  if (sounding.length === 1) return `☎ ${sounding[0]}`;
  if (sounding.length > 1) return `☎ ${sounding.length} people are calling`;
  return unread > 0 ? `(${unread}) Second Ring` : "Second Ring";
}

/** @param {number} at @param {Intl.DateTimeFormatOptions} options */
function format(at, options) {
  return new Intl.DateTimeFormat(speech, options).format(at);
}
