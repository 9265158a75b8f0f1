/**
 * The wire's shapes and the desk's, under the names the console uses.
 *
 * @typedef {import("../shared/protocol.js").Person} Person
 * @typedef {import("../shared/protocol.js").Colleague} Colleague
 * @typedef {import("../shared/protocol.js").Summary} Summary
 * @typedef {import("../shared/protocol.js").Card} Card
 * @typedef {import("../shared/protocol.js").Entry} Entry
 * @typedef {import("../shared/protocol.js").Page} Page
 * @typedef {import("../shared/protocol.js").AgentNotice} AgentNotice
 * @typedef {import("../shared/protocol.js").AgentCommand} AgentCommand
 * @typedef {import("../shared/conversation.js").Conversation} Conversation
 * @typedef {import("../shared/conversation.js").OwnWords} OwnWords
 *
 * @typedef {"signedOut" | "connecting" | "online" | "offline" | "refused"} Link
 * @typedef {{summary: Summary, words: Conversation, card?: Card, typing: number, typist: string, declined: number,
 *   invitation?: Invitation}} Talk
 *   typing: until when somebody is shown as typing, 0 for nobody; typist: a colleague's name, or "" for the visitor;
 *   declined: the ring this agent has said "not now" to, 0 for none; invitation: a colleague asks this agent in
 * @typedef {{by: Person, as: import("../shared/protocol.js").Part, text: string, until: number}} Invitation
 * @typedef {{c: string, mid: string, name: string, problem: string}} Asking  a colleague's name, and why they could not
 *   be asked; until the server has it
 * @typedef {{text: string, until: number}} Remark a quiet line that goes away by itself
 * @typedef {{link: Link, way: "websocket" | "sse", you: import("../shared/protocol.js").You | null, team: Colleague[],
 *   sites: {id: string, name: string}[], ring: number, skew: number, selected: string, picking: string, asking: Asking | null,
 *   talks: ReadonlyMap<string, Talk>, remarks: Remark[], promise: {second: number, all: number}}} Desk
 *   way: how words travel; ring: how long one is, ms; skew: the server's clock minus this one's; picking: the call being
 *   picked up, or the talk being joined
 */

export {};
