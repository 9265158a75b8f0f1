/**
 * How the house keeps its promise, in words and rows. Pure. All of it is about everybody together: no figure about one
 * person exists.
 *
 * @typedef {{second: number, of: number, rings: Record<"1" | "2" | "3" | "4+" | "hungUp", number>}} Today
 * @typedef {{day: number, hour: number, second: number, of: number}} Hour  day: 1 is Monday
 * @typedef {{timezone: string, today: Today, weeks: number, hours: Hour[]}} Promise
 */

import { speech } from "./desk-words.js";

/** @param {number} ring how long one is, ms */
export const creedWords = (ring) =>
  `Everybody who writes gets a person’s own words by the 2nd ring, within ${2 * ring / 1000} seconds. ` +
  "This is about all of us together: no figure about one person exists.";

/** @typedef {{words: string, count: number, share: number}} RingRow  share: of the longest row */

/** @param {Today} today @returns {RingRow[]} */
export function ringRows({ rings }) {
  const most = Math.max(1, ...Object.values(rings));
  return /** @type {const} */ ([
    ["1", "On the 1st ring"],
    ["2", "On the 2nd ring"],
    ["3", "On the 3rd ring"],
    ["4+", "Later"],
    ["hungUp", "No answer"],
  ]).map(([key, words]) => ({ words, count: rings[key] ?? 0, share: (rings[key] ?? 0) / most }));
}

/** @param {Today} today */
export function todayWords({ second, of }) {
  if (of === 0) return "Nobody has written yet today.";
  if (second === of) {
    return of === 1
      ? "The one who wrote today was answered in time."
      : "Everybody who wrote today was answered in time.";
  }
  const late = of - second;
  return `${late === 1 ? "One" : late} of ${of} waited longer, or got no answer.`;
}

/** @typedef {{hour: string, cells: (Hour | undefined)[]}} HourRow  cells: Monday first */

/** From the first hour in which somebody wrote to the last. @param {Hour[]} hours @returns {HourRow[]} */
export function hourRows(hours) {
  const known = new Map(hours.filter(({ of }) => of > 0).map((hour) => [`${hour.day} ${hour.hour}`, hour]));
  const asked = [...known.values()].map(({ hour }) => hour);
  if (asked.length === 0) return [];
  const [first, last] = [Math.min(...asked), Math.max(...asked)];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    hour: clockWords(first + index),
    cells: [1, 2, 3, 4, 5, 6, 7].map((day) => known.get(`${day} ${first + index}`)),
  }));
}

/** @param {number} hour */
const clockWords = (hour) => `${String(hour).padStart(2, "0")}:00`;

/** What the rows leave out. @param {HourRow[]} rows */
export function quietWords(rows) {
  const [first, last] = [rows[0]?.hour, rows.at(-1)?.hour];
  if (!first || !last) return "";
  const end = clockWords(Number(last.slice(0, 2)) + 1);
  const parts = [first !== "00:00" && `before ${first}`, end !== "24:00" && `after ${end}`].filter(Boolean);
  return parts.length > 0 ? `Nobody wrote ${parts.join(" or ")}.` : "";
}

/** @param {number} weeks @param {string} timezone */
export function weeksWords(weeks, timezone) {
  const span = weeks === 1 ? "The last week" : `The last ${weeks} weeks`;
  return `${span}, by the hour somebody first wrote${timezone ? ` (${timezone.replaceAll("_", " ")})` : ""}.`;
}

/** Monday to Sunday, whole and short. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => {
  const at = Date.UTC(2024, 0, day); // a Monday
  const name = (/** @type {"long" | "short"} */ weekday) =>
    new Intl.DateTimeFormat(speech, { weekday, timeZone: "UTC" }).format(at);
  return { long: name("long"), short: name("short") };
});
