/** @typedef {string | undefined} Zone an IANA time zone; undefined: the browser's own */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {string | undefined} lang
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(lang, options) {
  const key = `${lang} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) formats.set(key, found = new Intl.DateTimeFormat(lang, options));
  return found;
}

/**
 * "14:02". A zone the browser does not know is shown as no time at all.
 * @param {number} at
 * @param {string} [lang]
 * @param {Zone} [timeZone]
 */
export function clock(at, lang, timeZone) {
  try {
    return format(lang, { hour: "2-digit", minute: "2-digit", timeZone }).format(at);
  } catch {
    return "";
  }
}

/**
 * Whole days from one moment's date to another's, in the browser's zone.
 * @param {number} from
 * @param {number} to
 */
export function daysBetween(from, to) {
  const midnight = (/** @type {number} */ at) => new Date(at).setHours(12, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/**
 * "Today", "Yesterday", "Tuesday 4 November", with the year when it is another one.
 * @param {number} at
 * @param {number} now
 * @param {string} [lang]
 */
export function day(at, now, lang) {
  const ago = daysBetween(at, now);
  if (ago === 0 || ago === 1) {
    const word = new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(-ago, "day");
    return word.charAt(0).toLocaleUpperCase(lang) + word.slice(1);
  }
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? undefined : "numeric";
  return format(lang, { weekday: "long", day: "numeric", month: "long", year }).format(at);
}

/**
 * "4 Nov 2026".
 * @param {number} at
 * @param {string} [lang]
 */
export const date = (at, lang) => format(lang, { day: "numeric", month: "short", year: "numeric" }).format(at);
