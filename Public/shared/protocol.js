/**
 * The words browsers and server speak: subprotocol `secondring.1`, one JSON object per text frame, `type` first.
 * Unknown fields and unknown notices are passed over, so that either side may be older than the other.
 *
 * @typedef {import("./protocol-types.js").Person} Person
 * @typedef {import("./protocol-types.js").Presence} Presence
 * @typedef {import("./protocol-types.js").Colleague} Colleague
 * @typedef {import("./protocol-types.js").Why} Why
 * @typedef {import("./protocol-types.js").Ending} Ending
 * @typedef {import("./protocol-types.js").Part} Part
 * @typedef {import("./protocol-types.js").You} You
 * @typedef {import("./protocol-types.js").Invitation} Invitation
 * @typedef {import("./protocol-types.js").Page} Page
 * @typedef {import("./protocol-types.js").Identity} Identity
 * @typedef {import("./protocol-types.js").ResumePoint} ResumePoint
 * @typedef {import("./protocol-types.js").Entry} Entry
 * @typedef {import("./protocol-types.js").Said} Said
 * @typedef {import("./protocol-types.js").Noted} Noted
 * @typedef {import("./protocol-types.js").VisitorTalk} VisitorTalk
 * @typedef {import("./protocol-types.js").Summary} Summary
 * @typedef {import("./protocol-types.js").Order} Order
 * @typedef {import("./protocol-types.js").Card} Card
 * @typedef {import("./protocol-types.js").Fact} Fact
 * @typedef {import("./protocol-types.js").VisitorCommand} VisitorCommand
 * @typedef {import("./protocol-types.js").AgentCommand} AgentCommand
 * @typedef {import("./protocol-types.js").ErrorCode} ErrorCode
 * @typedef {import("./protocol-types.js").ErrorNotice} ErrorNotice
 * @typedef {import("./protocol-types.js").VisitorNotice} VisitorNotice
 * @typedef {import("./protocol-types.js").AgentNotice} AgentNotice
 */

/** The WebSocket subprotocol. */
export const subprotocol = "secondring.1";

const utf8 = new TextEncoder();

/** @param {string} text how many bytes it takes on the wire */
export const byteLength = (text) => utf8.encode(text).length;

/**
 * Half a letter (what a field cut between the two halves of an emoji leaves) has no form in UTF-8: it becomes U+FFFD.
 * @param {string} text
 */
export const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");

/** @param {VisitorCommand | AgentCommand} command `type` is written first, whatever the order it was built in */
export const encode = ({ type, ...rest }) =>
  JSON.stringify({ type, ...rest }, (_, value) => typeof value === "string" ? wellFormed(value) : value);

/**
 * What a frame says; null for anything that is no notice.
 * @param {unknown} frame
 * @returns {any} a VisitorNotice or an AgentNotice, as the endpoint has it
 */
export function decode(frame) {
  if (typeof frame !== "string") return null;
  try {
    const notice = JSON.parse(frame);
    return notice && typeof notice.type === "string" ? notice : null;
  } catch {
    return null;
  }
}

/**
 * As much of a text as fits into so many bytes, cut between letters.
 * @param {string} text
 * @param {number} bytes
 */
export const clip = (text, bytes) =>
  new TextDecoder().decode(utf8.encode(text).subarray(0, bytes)).replace(/\ufffd+$/u, "");
