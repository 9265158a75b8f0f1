import { call } from "./session.js";

/**
 * Asking the server's search, and what its answers are made of. Pure but for `find`.
 *
 * @typedef {{text: string, marks: [number, number][]}} Marked
 * @typedef {{person: string, name: Marked, line: Marked, c?: string, order?: string}} PersonHit  order: the number of the
 *   order that was found
 * @typedef {{c: string, at: number, site: string, name: Marked, line: Marked, seq: number, ended: boolean}} TalkHit
 * @typedef {{people: PersonHit[], talks: TalkHit[], morePeople?: string, moreTalks?: string, complete: boolean}} Found
 */

/** Nothing yet. @type {Found} */
export const nothing = { people: [], talks: [], complete: true };

/** @param {string} words @param {string} [after] where an answer before left off */
export function find(words, after) {
  const query = new URLSearchParams({ q: words, ...(after && { after }) });
  return call("GET", `/api/v1/search?${query}`);
}

/** The next portion behind what is there. @param {Found} found @param {Found} next @returns {Found} */
export function together(found, next) {
  const isPeople = next.people.length > 0 || next.morePeople !== undefined;
  return {
    people: [...found.people, ...next.people],
    talks: [...found.talks, ...next.talks],
    morePeople: isPeople ? next.morePeople : found.morePeople,
    moreTalks: isPeople ? found.moreTalks : next.moreTalks,
    complete: found.complete && next.complete,
  };
}

/** A text in pieces, every second one marked. @param {Marked} marked @returns {string[]} */
export function pieces({ text, marks }) {
  const all = [];
  let end = 0;
  for (const [from, to] of marks) {
    all.push(text.slice(end, from), text.slice(from, to));
    end = to;
  }
  return [...all, text.slice(end)];
}

/** What was found, for eyes and ears. @param {Found} found */
export function foundWords({ people, talks, morePeople, moreTalks, complete }) {
  const parts = [
    counted(people.length, morePeople, "person", "people"),
    counted(talks.length, moreTalks, "talk", "talks"),
  ].filter(Boolean);
  const words = parts.length > 0 ? `${parts.join(" and ")}.` : "Nothing was found. All words must be there.";
  return complete ? words : `${words} Older talks are still being read; ask again in a while.`;
}

/** @param {number} count @param {string | undefined} more @param {string} one @param {string} many */
function counted(count, more, one, many) {
  if (count === 0) return "";
  return `${count}${more ? " or more" : ""} ${count === 1 && !more ? one : many}`;
}
