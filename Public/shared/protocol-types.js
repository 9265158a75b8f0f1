/**
 * Every command and every notice. Types only: browsers never fetch this file, tools read it through protocol.js.
 *
 * @typedef {{id: string, name: string, face: string}} Person  face: a path on the chat server, or ""
 * @typedef {"onBell" | "offBell" | "gone"} Presence
 * @typedef {Person & {presence: Presence}} Colleague
 * @typedef {"nobodyHere" | "everyoneBusy" | "visitorAway"} Why
 * @typedef {"byAgent" | "silence"} Ending
 * @typedef {{url: string, title: string}} Page
 * @typedef {{name?: string, email?: string, website?: string, proof?: "proved" | "claimed"}} Identity
 * @typedef {{c: string, seq: number, mid: string}} ResumePoint
 *
 * @typedef {{seq: number, mid: string, at: number}} Line
 * @typedef {Line & {by: "visitor" | "agent" | "desk", agent?: string, name?: string}} SignedLine
 * @typedef {SignedLine & {kind: "opened", page?: string, title?: string, referrer?: string, lang?: string, tz?: string,
 *   site?: string}} Opened
 * @typedef {SignedLine & {kind: "said", text: string, files: unknown[]}} Said
 * @typedef {SignedLine & {kind: "noted", text: string}} Noted  agents only
 * @typedef {SignedLine & {kind: "rang", ring: number, agents: string[]}} Rang
 * @typedef {SignedLine & {kind: "waited", why: Why}} Waited
 * @typedef {SignedLine & {kind: "pickedUp", ring: number}} PickedUp
 * @typedef {SignedLine & {kind: "released", agent: string, why: "silent" | "absent" | "removed"}} Released
 * @typedef {SignedLine & Identity & {kind: "identified"}} Identified  agents only
 * @typedef {SignedLine & {kind: "hungUp"}} HungUp
 * @typedef {SignedLine & {kind: "ended", why: Ending}} Ended
 * @typedef {Line & {kind: "hidden", by?: undefined, agent?: undefined, name?: undefined}} Hidden
 * @typedef {Opened | Said | Noted | Rang | Waited | PickedUp | Released | Identified | HungUp | Ended | Hidden} Entry
 *
 * @typedef {{c: string, seq: number, state: "waiting" | "ringing" | "active" | "ended", why?: Why, ring?: number,
 *   ringing?: Person[], agent?: Person, end?: Ending, seen: number}} VisitorTalk
 * @typedef {{c: string, site: string, state: "waiting" | "ringing" | "active" | "ended", why?: Why, ring?: number,
 *   until?: number, ringing?: string[], agent?: Person, end?: Ending, since: number, seq: number,
 *   last?: {by: string, agent?: string, text: string, at: number}, who?: Identity, page: Page, trail: Page[],
 *   referrer: string, lang: string, tz: string, here: boolean, link?: "sse", seenByVisitor: number, seenByAgent: number}} Summary
 * @typedef {{number: string, date: string, title: string, quantity: number, total: string, status: string}} Order
 * @typedef {{name?: string, addressAs?: string, emails: string[], websites: string[], proof?: "proved" | "claimed",
 *   since?: string, orders: Order[], orderCount: number,
 *   talks: {c: string, at: number, agent?: string, words: string}[],
 *   facts: {date: string, agent: string, text: string}[], blocked?: true}} Card
 *
 * @typedef {{type: "hello", v: 1, secret: string, page: Page, referrer: string, lang: string, tz: string,
 *   resume?: ResumePoint}} VisitorHello
 * @typedef {{type: "say", mid: string, text: string}} VisitorSay
 * @typedef {{type: "identify", id?: string, name?: string, email?: string, website?: string, signature?: string}} Identify
 * @typedef {VisitorHello | VisitorSay | Identify | {type: "typing", on: boolean} | {type: "seen", seq: number}
 *   | {type: "page", url: string, title: string} | {type: "sync", after: number} | {type: "beat"}} VisitorCommand
 *
 * @typedef {{type: "hello", v: 1, bell: boolean, resume: ResumePoint[]}} AgentHello
 * @typedef {{type: "say" | "note", c: string, mid: string, text: string}} AgentWords
 * @typedef {AgentHello | AgentWords | {type: "pickup" | "decline" | "close" | "end" | "block" | "unblock", c: string}
 *   | {type: "heard", c: string, ring: number}
 *   | {type: "typing", c: string, on: boolean} | {type: "seen", c: string, seq: number}
 *   | {type: "open" | "sync", c: string, after: number} | {type: "bell", on: boolean}
 *   | {type: "remember", c: string, text: string} | {type: "beat", active: boolean}} AgentCommand
 *
 * @typedef {"invalid_json" | "unknown_command" | "bad_field" | "text_too_long" | "text_empty" | "say_hello_first"
 *   | "unknown_talk" | "not_your_talk" | "talk_ended" | "mid_reused" | "signature_wrong" | "too_fast" | "blocked"
 *   | "disk_full"} ErrorCode
 * @typedef {{type: "error", code: ErrorCode, ref?: string, c?: string, field?: string, limit?: number,
 *   message: string}} ErrorNotice
 * @typedef {{type: "entry", c: string, entry: Entry}} EntryNotice
 * @typedef {{type: "entries", c: string, after: number, entries: Entry[]}} EntriesNotice
 * @typedef {{type: "ack", c: string, mid: string, seq: number, at: number}} Ack
 * @typedef {{type: "beat", now: number}} Beat
 * @typedef {{type: "bye", after: number}} Bye
 * @typedef {EntryNotice | EntriesNotice | Ack | Beat | ErrorNotice | Bye} CommonNotice
 *
 * @typedef {{type: "welcome", now: number, site: {id: string, name: string}, here: Person[],
 *   talk?: VisitorTalk}} VisitorWelcome
 * @typedef {CommonNotice | VisitorWelcome | ({type: "talk"} & VisitorTalk)
 *   | {type: "typing", c: string, on: boolean, agent: Person} | {type: "seen", c: string, seq: number}
 *   | {type: "here", here: Person[]}} VisitorNotice
 *
 * @typedef {{type: "welcome", now: number, you: Colleague, team: Colleague[], ring: number,
 *   talks: Summary[]}} AgentWelcome
 * @typedef {CommonNotice | AgentWelcome | ({type: "talk"} & Summary)
 *   | {type: "ring", c: string, ring: number, until: number} | {type: "taken", c: string, by: Person}
 *   | {type: "typing", c: string, on: boolean, agent?: Person} | {type: "seen", c: string, seq: number}
 *   | {type: "team", team: Colleague[]} | {type: "card", c: string, card: Card}
 *   | {type: "promise", second: number, all: number}} AgentNotice
 */

export {};
