import { isSpoken } from "../shared/conversation.js";
import { clock, day, daysBetween } from "../shared/time-format.js";
import { fill } from "./words.js";

/**
 * What the log shows, as plain rows. Pure: from what is known, in words, to what is drawn.
 *
 * @typedef {import("../shared/protocol.js").Entry} Entry
 * @typedef {import("../shared/protocol.js").Person} Person
 * @typedef {import("../shared/conversation.js").Conversation} Conversation
 * @typedef {{key: string, kind: "day" | "me" | "them" | "who" | "tick" | "failed" | "event" | "ring" | "typing",
 *   text: string, mid?: string}} Row
 * @typedef {{
 *   past: Entry[],
 *   log: Conversation,
 *   talk: import("../shared/protocol.js").VisitorTalk | null,
 *   here: Person[],
 *   writing: Person[],
 *   isConnected: boolean,
 *   isFull: boolean,
 *   now: number,
 * }} View
 */

/**
 * @param {View} view
 * @param {import("./words.js").Words} words
 * @returns {Row[]}
 */
export function rows(view, words) {
  /** @type {Row[]} */
  const made = [];
  const { log, talk, now } = view;
  let [at, speaker, asker] = [0, "", ""];
  const said = [...view.past, ...log.lines];
  const lastOwn = said.findLast((line) => line.kind === "said" && line.by === "visitor");
  for (const line of said) {
    if (line.kind === "invited") asker = line.name ?? "";
    const event = eventText(line, said, asker, words);
    if (!event && !isSpoken(line)) continue;
    if (!at || daysBetween(at, line.at)) made.push(dayRow(line.at, now, words));
    at = line.at;
    if (!isSpoken(line)) {
      made.push({ key: line.mid, kind: "event", text: event });
      speaker = "";
    } else if (line.by === "visitor") {
      made.push({ key: line.mid, kind: "me", text: line.text });
      speaker = "me";
      if (line === lastOwn && !log.own.length) made.push(tick(line, log, words));
    } else {
      const name = line.name || line.agent || words.somebody;
      if (speaker !== name) made.push({ key: `${line.mid} who`, kind: "who", text: name });
      made.push({ key: line.mid, kind: "them", text: line.text });
      speaker = name;
    }
  }
  for (const own of log.own) {
    if (!at || daysBetween(at, own.at)) made.push(dayRow(own.at, now, words));
    at = own.at;
    made.push({ key: own.mid, kind: "me", text: own.text });
    if (own.failed) {
      made.push({ key: `${own.mid} failed`, kind: "failed", mid: own.mid, text: refusalText(own.failed, words) });
    }
  }
  const pending = log.own.findLast((own) => !own.failed);
  if (pending) {
    const isOnItsWay = view.isConnected && !view.isFull && now - pending.at < 5000;
    made.push({ key: `${pending.mid} tick`, kind: "tick", text: isOnItsWay ? words.sending : words.trying });
  }
  const state = talk && view.isConnected && stateRow(talk, view, words);
  if (state) made.push(state);
  for (const person of view.writing) {
    made.push({ key: `${person.id} typing`, kind: "typing", text: fill(words.isWriting, person.name) });
  }
  return made;
}

/** @param {number} at @param {number} now @param {import("./words.js").Words} words @returns {Row} */
function dayRow(at, now, words) {
  return {
    key: new Date(at).toDateString(),
    kind: "day",
    text: dayAndTime(at, now, words),
  };
}

/**
 * What happened between the words; empty for lines that say nothing to a visitor.
 * @param {Entry} line
 * @param {Entry[]} lines
 * @param {string} asker who asked a colleague last
 * @param {import("./words.js").Words} words
 */
function eventText(line, lines, asker, words) {
  const name = nameOf(lines, line.agent) || words.somebody;
  switch (line.kind) {
    case "joined":
      return line.from ? fill(words.takesOver, name, line.from.name) : fill(words.isHereToo, name);
    case "uninvited":
      return line.why === "withdrawn" ? fill(words.stays, asker) : fill(words.cannotCome, line.colleague.name, asker);
    case "left":
      return fill(words.hasLeft, line.colleague.name);
    case "released":
      return line.to ? fill(words.takesOver, line.to.name, name) : "";
    case "lost":
      return words.lost;
    case "ended":
      return line.why === "silence" ? words.endedBySilence : fill(words.endedByAgent, name);
  }
  return "";
}

/** @param {Entry} line @param {Conversation} log @param {import("./words.js").Words} words @returns {Row} */
const tick = ({ mid, seq }, log, words) => ({
  key: `${mid} tick`,
  kind: "tick",
  text: seq <= log.seenByThem ? words.seen : words.sent,
});

/** @param {string} code @param {import("./words.js").Words} words */
const refusalText = (code, words) =>
  code === "text_too_long" ? words.failedTooLong : code === "blocked" ? words.failedBlocked : words.failed;

/** @param {number} at @param {number} now @param {import("./words.js").Words} words */
const dayAndTime = (at, now, words) => `${day(at, now, words.lang)}, ${clock(at, words.lang)}`;

/**
 * @param {import("../shared/protocol.js").VisitorTalk} talk
 * @param {number} now
 * @param {import("./words.js").Words} words
 */
function waitingSentence({ why, back }, now, words) {
  const comes = back && back.at > now ? fill(words.comes, back.name, dayAndTime(back.at, now, words)) : "";
  return words[why ?? "nobodyHere"] + comes;
}

/**
 * What goes on at the desk, in words; null when the talk speaks for itself.
 * @param {import("../shared/protocol.js").VisitorTalk} talk
 * @param {View} view
 * @param {import("./words.js").Words} words
 * @returns {Row | null}
 */
function stateRow(talk, view, words) {
  if (talk.state === "ringing") return { key: "ring", kind: "ring", text: ringSentence(talk.ringing ?? [], words) };
  if (talk.state === "waiting") return { key: "waits", kind: "event", text: waitingSentence(talk, view.now, words) };
  if (talk.state !== "active" || view.writing.length) return null;
  if (talk.away) return { key: "away", kind: "event", text: fill(words.isAway, talk.agent?.name || words.somebody) };
  if (talk.asking) {
    return { key: "asks", kind: "event", text: fill(words.isAsking, talk.agent?.name || "", talk.asking.name) };
  }
  const picked = view.log.lines.findLastIndex((line) => line.kind === "pickedUp");
  const hasAnswered = view.log.lines.slice(picked + 1).some((line) => isSpoken(line) && line.by === "agent");
  if (hasAnswered) return null;
  return { key: "picked", kind: "event", text: fill(words.pickedUp, talk.agent?.name || words.somebody) };
}

/** @param {Person[]} ringing @param {import("./words.js").Words} words */
export function ringSentence(ringing, words) {
  if (ringing.length === 0) return words.ringingAgain;
  if (ringing.length > 2) return words.ringingAll;
  return fill(words.ringing, new Intl.ListFormat(words.lang).format(ringing.map((person) => person.name)));
}

/** What an agent was called when they last spoke. @param {Entry[]} lines @param {string | undefined} id */
const nameOf = (lines, id) => lines.findLast((line) => line.kind !== "hidden" && line.agent === id && line.name)?.name;
