/**
 * Who is in a talk, and who is asked in. Pure.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {import("../types.js").Colleague} Colleague
 * @typedef {import("../types.js").AgentNotice} AgentNotice
 * @typedef {import("../types.js").Asking} Asking
 */

import { agentsInTalk } from "../../shared/limits.js";

/**
 * What this agent is in a talk: they have it, they help in it, or they look on.
 *
 * @param {Desk} desk
 * @param {Talk} talk
 * @returns {"owner" | "helper" | "onlooker"}
 */
export function partOf({ you }, { summary }) {
  if (!you || summary.agent === undefined) return "onlooker";
  if (summary.agent.id === you.id) return "owner";
  return summary.with?.some(({ id }) => id === you.id) ? "helper" : "onlooker";
}

/** @param {Desk} desk @param {Talk} talk whether a colleague asks this agent in */
const isAskedIn = (desk, { summary, invitation }) =>
  invitation !== undefined && summary.state === "active" && desk.link === "online";

/** @param {Desk} desk @returns {Talk[]} the talks this agent is asked into, the first asked first */
export const invitations = (desk) =>
  [...desk.talks.values()]
    .filter((talk) => isAskedIn(desk, talk))
    .sort((a, b) => (a.invitation?.until ?? 0) - (b.invitation?.until ?? 0));

/**
 * What may be done here about colleagues.
 *
 * @param {Desk} desk
 * @param {Talk} talk
 */
export function mayDo(desk, talk) {
  const { summary } = talk;
  const part = partOf(desk, talk);
  const isActive = summary.state === "active" && desk.link === "online" && desk.picking !== summary.c;
  const hasRoom = 1 + (summary.with?.length ?? 0) < agentsInTalk;
  const mayAsk = isActive && part !== "onlooker" && summary.invited === undefined;
  return {
    handOver: mayAsk && part === "owner",
    callIn: mayAsk && hasRoom,
    leave: isActive && part === "helper",
    withdraw: isActive && summary.invited !== undefined &&
      (part === "owner" || summary.invited.by.id === desk.you?.id),
    // The owner of the shop comes in openly, and is seen to be there.
    join: isActive && part === "onlooker" && hasRoom && desk.you?.role === "owner" && !isAskedIn(desk, talk),
  };
}

/**
 * Who may be asked: everybody else of the team, those on the bell first. Somebody who helps already may take over.
 *
 * @param {Desk} desk
 * @param {Talk} talk
 * @param {import("../../shared/protocol.js").Part} as
 * @returns {{colleague: Colleague, canCome: boolean}[]}
 */
export function candidates({ team, you }, { summary }, as) {
  const helps = (/** @type {string} */ id) => summary.with?.some((each) => each.id === id) ?? false;
  return team
    .filter(({ id }) => id !== you?.id && id !== summary.agent?.id && !(as === "help" && helps(id)))
    .map((colleague) => ({ colleague, canCome: canCome(colleague.presence, helps(colleague.id)) }))
    .sort((a, b) => Number(b.canCome) - Number(a.canCome) || a.colleague.name.localeCompare(b.colleague.name));
}

/** @param {Colleague["presence"]} presence @param {boolean} isIn who is in the talk already needs no bell to be asked */
const canCome = (presence, isIn) => isIn ? presence !== "gone" : presence === "onBell";

/** An invitation comes. @param {Talk} talk @param {Extract<AgentNotice, {type: "invitation"}>} notice @returns {Talk} */
export const asked = (talk, { by, as, text, until }) => ({ ...talk, invitation: { by, as, text, until } });

/**
 * The talk has changed: an invitation that its summary no longer names is over.
 *
 * @param {Talk} talk
 * @param {string | undefined} you
 * @returns {Talk}
 */
export function stillAsked(talk, you) {
  if (!talk.invitation || talk.summary.invited?.agent.id === you) return talk;
  return notAsked(talk);
}

/** @param {Talk} talk @returns {Talk} */
export function notAsked({ invitation: _, ...talk }) {
  return talk;
}

/**
 * The line is down before the answer: whether it was heard, only the talk will tell.
 *
 * @param {Asking} asking
 * @returns {Asking}
 */
export const cutShort = (asking) => ({
  ...asking,
  problem: asking.problem || `The line was cut: the talk will show whether ${asking.name} has been asked.`,
});

/**
 * The line is back: who has been asked after all need not be asked again.
 *
 * @param {Asking} asking
 * @param {ReadonlyMap<string, Talk>} talks
 * @param {string} you
 * @returns {Asking | null}
 */
export const stillUnsure = (asking, talks, you) => talks.get(asking.c)?.summary.invited?.by.id === you ? null : asking;
