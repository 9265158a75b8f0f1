/**
 * What the server says, brought onto the desk. Pure: a notice comes in, a new desk comes out.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Summary} Summary
 * @typedef {import("../types.js").AgentNotice} AgentNotice
 */

import * as conversation from "../../shared/conversation.js";
import { isPassing } from "../../shared/delivery.js";
import { change, converse, remark } from "./desk-state.js";
import { refusalWords } from "../words/introduction-words.js";
import { asked, partOf, stillUnsure } from "./introductions.js";
import { renewed, stilled } from "./talk-state.js";
import { unreachable } from "../../shared/unreachable.js";

/** Typing that is not renewed ends by itself: the line that says so may be lost. */
const typingStays = 8000;

/**
 * @param {Desk} desk
 * @param {AgentNotice} notice
 * @param {number} now this browser's clock
 * @returns {Desk}
 */
export function hear(desk, notice, now) {
  switch (notice.type) {
    case "welcome":
      return welcome(desk, notice, now);
    case "talk":
      return summarised(desk, notice);
    case "ring":
      return rung(desk, notice);
    case "taken":
      return remark({ ...desk, picking: "" }, `${notice.by.name} was faster.`, now);
    case "invitation":
      return change(desk, notice.c, (talk) => asked(talk, notice));
    case "entry":
    case "entries":
      return worded(desk, notice);
    case "ack":
      return acknowledged(desk, notice);
    case "typing":
      return typed(desk, notice, now);
    case "seen":
      return converse(desk, notice.c, (words) => conversation.seenByThem(words, notice.seq));
    case "team":
      return teamed(desk, notice.team);
    case "card":
      return change(desk, notice.c, (talk) => ({ ...talk, card: notice.card }));
    case "promise":
      return { ...desk, promise: { second: notice.second, all: notice.all } };
    case "kept":
      return desk;
    case "beat":
      return { ...desk, skew: notice.now - now };
    case "error":
      return refused(desk, notice, now);
    case "bye":
      return desk;
    default:
      unreachable(notice);
      return desk;
  }
}

/** @param {Desk} desk @param {Extract<AgentNotice, {type: "welcome"}>} notice @param {number} now @returns {Desk} */
function welcome(desk, notice, now) {
  const you = notice.you.id;
  const talks = new Map(notice.talks.map((summary) => [summary.c, renewed(desk.talks.get(summary.c), summary, you)]));
  for (const [c, talk] of desk.talks) {
    // A talk that the server no longer lists has ended. It stays while it is selected or has unsent words.
    const isWanted = c === desk.selected || talk.words.own.length > 0;
    if (!talks.has(c) && isWanted) talks.set(c, { ...talk, summary: { ...talk.summary, state: "ended" } });
  }
  const { team, ring } = notice;
  const asking = desk.asking && stillUnsure(desk.asking, talks, you);
  const sites = notice.sites ?? [];
  return {
    ...desk,
    link: "online",
    you: notice.you,
    team,
    sites,
    ring,
    talks,
    asking,
    skew: notice.now - now,
    picking: "",
  };
}

/** @param {Desk} desk @param {Summary & {type: "talk"}} notice @returns {Desk} */
function summarised(desk, { type: _, ...summary }) {
  const held = desk.talks.get(summary.c);
  const isOver = summary.state === "ended" && summary.c !== desk.selected && !held?.words.own.length;
  const talks = new Map(desk.talks);
  if (isOver) talks.delete(summary.c);
  else talks.set(summary.c, renewed(held, summary, desk.you?.id));
  const next = { ...desk, talks };
  return hasPicked(desk, next, summary.c) ? { ...next, picking: "" } : next;
}

/** Whether a pressed pick-up or join is settled: an agent has the call, or this one is in the talk. @param {Desk} before @param {Desk} after @param {string} c */
function hasPicked(before, after, c) {
  const [was, is] = [before.talks.get(c), after.talks.get(c)];
  if (before.picking !== c || is?.summary.state !== "active") return false;
  return was?.summary.state !== "active" || partOf(after, is) !== "onlooker";
}

/** Who is here has changed; what your account may do has not. @param {Desk} desk @param {Desk["team"]} team @returns {Desk} */
function teamed(desk, team) {
  const you = team.find((each) => each.id === desk.you?.id);
  return { ...desk, team, you: desk.you && you ? { ...desk.you, ...you } : desk.you };
}

/** @param {Desk} desk @param {Extract<AgentNotice, {type: "ring"}>} notice @returns {Desk} */
function rung(desk, { c, ring, until, soft }) {
  const you = desk.you?.id ?? "";
  return change(desk, c, (talk) => {
    const others = (talk.summary.ringing ?? []).filter((id) => id !== you);
    return { ...talk, summary: { ...talk.summary, state: "ringing", ring, until, soft, ringing: [...others, you] } };
  });
}

/** @param {Desk} desk @param {Extract<AgentNotice, {type: "entry" | "entries"}>} notice @returns {Desk} */
function worded(desk, notice) {
  const entries = notice.type === "entry" ? [notice.entry] : notice.entries;
  const isWords = entries.some((entry) => entry.kind === "said");
  return change(desk, notice.c, (talk) => {
    const words = conversation.hear(talk.words, notice);
    return { ...(isWords ? stilled(talk) : talk), words };
  });
}

/** @param {Desk} desk @param {Extract<AgentNotice, {type: "ack"}>} ack @returns {Desk} */
function acknowledged(desk, ack) {
  if (ack.mid === desk.asking?.mid) return { ...desk, asking: null };
  const author = /** @type {const} */ ({ by: "agent", agent: desk.you?.id ?? "", name: desk.you?.name ?? "" });
  return converse(desk, ack.c, (words) => conversation.acknowledge(words, ack, author));
}

/** @param {Desk} desk @param {Extract<AgentNotice, {type: "typing"}>} notice @param {number} now @returns {Desk} */
function typed(desk, { c, on, agent }, now) {
  if (agent && agent.id === desk.you?.id) return desk;
  return change(
    desk,
    c,
    (talk) => on ? { ...talk, typing: now + typingStays, typist: agent?.name ?? "" } : stilled(talk),
  );
}

/** @param {Desk} desk @param {Extract<AgentNotice, {type: "error"}>} error @param {number} now @returns {Desk} */
function refused(desk, error, now) {
  const c = error.c ?? [...desk.talks.values()].find(({ words }) => holds(words, error.ref))?.summary.c;
  const talk = c ? desk.talks.get(c) : undefined;
  if (c && talk && error.ref && holds(talk.words, error.ref) && !isPassing(error.code)) {
    const { ref, code } = error;
    return converse(desk, c, (words) => conversation.fail(words, ref, code));
  }
  const { asking } = desk;
  if (asking && error.ref === asking.mid) {
    return { ...desk, asking: { ...asking, problem: refusalWords(error.code, asking.name) ?? error.message } };
  }
  // A fact that is not kept is told where its words stand.
  if (error.ref && error.code === "not_kept") return desk;
  if (error.code === "unknown_talk" && c) return forgotten(desk, c);
  return remark({ ...desk, picking: "" }, error.message, now);
}

/** The server has let go of a talk that is still shown here: it ended while the line was down. @param {Desk} desk @param {string} c */
const forgotten = (desk, c) =>
  change({ ...desk, picking: "" }, c, (talk) => ({ ...talk, summary: { ...talk.summary, state: "ended" } }));

/** @param {import("../types.js").Conversation} words @param {string} [mid] */
const holds = (words, mid) => words.own.some((each) => each.mid === mid);
