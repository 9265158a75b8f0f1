/**
 * Cuts text into plain parts and links. Only http and https, written out or begun with "www."; never with a user name
 * in front of the host (`https://bank.example@evil.example`) and never with letters that change the direction of text.
 *
 * @typedef {{text: string, href?: string}} Part
 */

const candidate = /(?:https?:\/\/|www\.)[^\s<>"'`\\{}|^\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
const trail = /[.,;:!?)\]*_~…·»”’]/u;
const closers = /** @type {Record<string, string>} */ ({ ")": "(", "]": "[" });

/**
 * @param {string} text
 * @returns {Part[]} whose texts, joined, are the text given
 */
export function linkify(text) {
  /** @type {Part[]} */
  const parts = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(candidate)) {
    const shown = withoutTrail(match);
    const href = /[\p{L}\p{N}_]/u.test(text[index - 1] ?? "") ? undefined : address(shown);
    if (!href) continue;
    if (index > end) parts.push({ text: text.slice(end, index) });
    parts.push({ text: shown, href });
    end = index + shown.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/**
 * The address as a link to follow; undefined when it should not be one.
 * @param {string} text
 */
export function address(text) {
  try {
    const url = new URL(/^www\./i.test(text) ? `https://${text}` : text);
    const isWeb = url.protocol === "https:" || url.protocol === "http:";
    return isWeb && url.hostname && !url.username && !url.password ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Without the sentence's own punctuation; a closing bracket stays when its opening one is part of the address.
 *
 * Brackets are counted once, and counted down as they are taken off: the time grows with the length and no faster.
 * @param {string} text
 */
function withoutTrail(text) {
  const counts = countBrackets(text);
  let end = text.length;
  for (; end > 0; end--) {
    const letter = text.charAt(end - 1);
    const opener = closers[letter];
    if (opener && (counts[opener] ?? 0) >= (counts[letter] ?? 0)) break;
    if (!trail.test(letter)) break;
    if (opener) counts[letter] = (counts[letter] ?? 0) - 1;
  }
  return text.slice(0, end);
}

/** @param {string} text */
function countBrackets(text) {
  /** @type {Record<string, number>} */
  const counts = { "(": 0, ")": 0, "[": 0, "]": 0 };
  for (const [bracket] of text.matchAll(/[()[\]]/g)) counts[bracket] = (counts[bracket] ?? 0) + 1;
  return counts;
}
