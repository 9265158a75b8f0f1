/**
 * What strangers call themselves, made fit to stand among the console's own words. Pure.
 */

/** What the console calls its reader in by-lines and lists. */
export const self = "You";

/** Names under which a visitor would pass for the reader. */
const readers = [self, "Me"];

/** Letters without an own look: direction, zero-width, controls, tags. */
const unseen = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu;

/** Letters written to the left, and those that say in which direction others are written. */
const turning =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u200e\u200f\u202a-\u202e\u2066-\u2069\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const [isolate, end] = ["\u2068", "\u2069"];

/** Without letters that are not seen: for addresses, in which no script needs them. @param {string} text */
export const seen = (text) => text.replace(unseen, "");

/**
 * The text inside a sentence: text that turns the direction of a line does so within itself only.
 *
 * @param {string} text
 */
export function isolated(text) {
  if (!turning.test(text)) return text;
  let depth = 0;
  let inside = "";
  for (const letter of text) {
    if (letter === end && depth === 0) continue; // it would end the isolate around it
    if (letter >= "\u2066" && letter <= "\u2068") depth += 1;
    if (letter === end) depth -= 1;
    inside += letter;
  }
  return isolate + inside + end.repeat(depth + 1);
}

/** Letters of other alphabets that look like Latin ones, and what they look like. */
const alphabets = [
  ["АВЕКМНОРСТУХЅІЈԀԚԜ", "abekmhopctyxsijdqw"],
  ["авекмнорстухѕіјһԁԛԝӏ", "abekmhopctyxsijhdqwi"],
  ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx"],
  ["αβγεικνορτυχω", "abyeikvoptuxw"],
  ["lI1|!ı", "iiiiii"],
  ["0", "o"],
];

/** @type {Map<string, string>} */
const resemblances = new Map(alphabets.flatMap(([theirs = "", ours = ""]) => {
  const looks = Array.from(ours);
  return Array.from(theirs, (letter, index) => /** @type {[string, string]} */ ([letter, looks[index] ?? letter]));
}));

/** How a name looks at a glance: without case, accents, spaces and punctuation. @param {string} name */
export function lookOf(name) {
  const letters = seen(name.normalize("NFKD")).replace(/\p{M}/gu, "");
  const looks = Array.from(
    letters,
    (letter) => resemblances.get(letter) ?? resemblances.get(letter.toLowerCase()) ?? letter,
  );
  return looks.join("").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "").replaceAll("rn", "m").replaceAll("vv", "w");
}

/** How the names look that are taken, for each team. @type {WeakMap<object, Set<string>>} */
const taken = new WeakMap();

/** @param {readonly {id: string, name: string}[]} team */
function takenBy(team) {
  const known = taken.get(team);
  if (known) return known;
  const looks = new Set([...readers, ...team.flatMap(({ id, name }) => [id, name])].map(lookOf));
  looks.delete("");
  taken.set(team, looks);
  return looks;
}

/**
 * A visitor's name as the console shows it, apart from the words around it: marked when it looks like the reader's or
 * one of the team's, or begins like one and goes on behind a comma, a dot or the like.
 *
 * @param {string} name
 * @param {readonly {id: string, name: string}[]} team
 */
export function visitorName(name, team) {
  const looks = takenBy(team);
  // A dot between spaces parts the console's own words.
  const shown = name.replaceAll(/\s+[·•|]\s+/gu, ", ");
  const beginning = name.split(/[,·:;([{|–—•/\\<]/u)[0] ?? "";
  return isolated(looks.has(lookOf(name)) || looks.has(lookOf(beginning)) ? `${shown} (visitor)` : shown);
}
