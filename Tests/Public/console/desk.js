/** A desk in words, for the console's tests. */
import * as notices from "../../../Public/console/desk/desk-notices.js";
import { quietDesk } from "../../../Public/console/desk/desk-state.js";

/** @typedef {import("../../../Public/console/types.js").Desk} Desk */

export const anna = { id: "anna", name: "Anna", face: "", presence: /** @type {const} */ ("onBell") };
export const tom = { id: "tom", name: "Tom", face: "", presence: /** @type {const} */ ("onBell") };

/** @param {string} c @param {Record<string, unknown>} [facts] @returns {any} a ringing talk's summary */
export const summary = (c, facts = {}) => ({
  c,
  site: "shop",
  state: "ringing",
  ring: 1,
  until: 6000,
  ringing: ["anna", "tom"],
  since: 0,
  seq: 2,
  last: { by: "visitor", text: "Hello?", at: 0 },
  page: { url: "https://shop.example/records", title: "" },
  trail: [],
  referrer: "",
  lang: "en",
  tz: "Europe/Oslo",
  here: true,
  seenByVisitor: 0,
  seenByAgent: 0,
  ...facts,
});

/** @param {string} c @param {Record<string, unknown>} [facts] */
export const active = (c, facts = {}) =>
  summary(c, { state: "active", agent: anna, ringing: undefined, until: undefined, ...facts });

/** @param {...any} talks @returns {Desk} Anna's desk after the welcome */
export const desk = (...talks) =>
  hear(quietDesk, { type: "welcome", now: 0, you: anna, team: [anna, tom], ring: 6000, talks });

/** @param {Desk} from @param {any} notice @param {number} [now] */
export const hear = (from, notice, now = 0) => notices.hear(from, notice, now);

/** @param {number} seq @param {string} [by] @param {Record<string, unknown>} [facts] @returns {any} */
export const said = (seq, by = "visitor", facts = {}) => ({
  seq,
  mid: `m${seq}`,
  at: seq * 1000,
  kind: "said",
  by,
  ...(by === "agent" ? { agent: "anna", name: "Anna" } : {}),
  text: `words ${seq}`,
  files: [],
  ...facts,
});

/** @param {Desk} from @param {string} c @returns {any} the talk, or nothing */
export const talk = (from, c) => from.talks.get(c);
