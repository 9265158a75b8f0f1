/**
 * What the parts of the page ask for: every event that bubbles up to `<agent-console>`, and what each carries. A name
 * that is not in this table fails the type check, both where it is told and where it is heard.
 *
 * @typedef {{
 *   "signed-in": import("./desk/session.js").Me,
 *   "signed-out": void,
 *   "password-set": void,
 *   "face-changed": string,
 *   "sound": boolean | void,
 *   "bell": boolean | void,
 *   "promise": void,
 *   "find": void,
 *   "you": void,
 *   "to-list": void,
 *   "to-person": void,
 *   "look-at": string,
 *   "pick-up": string,
 *   "join": string,
 *   "decline": string,
 *   "hand-over": string,
 *   "call-in": string,
 *   "withdraw": string,
 *   "leave": string,
 *   "hold": string,
 *   "end": string,
 *   "read-talk": string,
 *   "take-back": string,
 *   "write": {text: string, kind: "say" | "note"},
 *   "invite": {c: string, request: import("./desk/desk-session.js").Request},
 *   "asked-enough": void,
 *   "block": {c: string, isBlocked: boolean},
 *   "remember": {c: string, text: string, answered: import("./desk/kept-facts.js").Answered},
 *   "facts-changed": void,
 * }} Details
 *   sound: whether this page is to be quiet, nothing: to be heard; bell: whether to be rung, nothing: the other way round;
 *   take-back: a message's id; facts-changed: heard by `<person-sheet>`; any other string: a conversation's id
 *
 * @typedef {keyof Details} Name
 * @typedef {{[N in Name]: Details[N] extends string ? N : never}[Name]} TextName
 *   the events that carry one id
 */

/**
 * @type {<N extends Name>(from: EventTarget, name: N,
 *   ...detail: undefined extends Details[N] ? [Details[N]?] : void extends Details[N] ? [Details[N]?] : [Details[N]]) => void}
 */
export const tell = (from, name, ...[detail]) =>
  void from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));

/**
 * Listens for what the parts of a page tell it, by what they carry.
 *
 * @param {EventTarget} page
 * @returns {<N extends Name>(name: N, act: (detail: Details[N]) => void) => void}
 */
export const hearing = (page) => (name, act) =>
  page.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail));
