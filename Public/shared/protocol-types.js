/**
 * Every command and every notice. Types only: browsers never fetch this file, tools read it through protocol.js.
 *
 * @typedef {{id: string, name: string, face: string}} Person  face: a path on the chat server, or ""
 * @typedef {"onBell" | "idle" | "offBell" | "gone"} Presence
 * @typedef {Person & {presence: Presence}} Colleague
 * @typedef {"nobodyHere" | "everyoneBusy" | "visitorAway"} Why
 * @typedef {"byAgent" | "silence"} Ending
 * @typedef {"owner" | "help"} Part  to take the talk over, or to listen and help in it
 * @typedef {{id: string, name: string}} NamedAgent
 * @typedef {{agent: Person, by: Person, as: Part, until: number}} Invited
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
 * @typedef {SignedLine & {kind: "released", agent: string, why: "silent" | "absent" | "removed",
 *   to?: NamedAgent}} Released  to: the helper who has the talk from here on
 * @typedef {SignedLine & Identity & {kind: "identified"}} Identified  agents only
 * @typedef {SignedLine & {kind: "hungUp"}} HungUp
 * @typedef {SignedLine & {kind: "invited", colleague: NamedAgent, as: Part, text: string}} InvitedLine
 * @typedef {SignedLine & {kind: "joined", as: Part, from?: NamedAgent}} Joined
 * @typedef {SignedLine & {kind: "uninvited", colleague: NamedAgent, as: Part,
 *   why: "declined" | "unanswered" | "withdrawn" | "absent"}} Uninvited
 * @typedef {SignedLine & {kind: "left", colleague: NamedAgent}} Left
 * @typedef {SignedLine & {kind: "ended", why: Ending}} Ended
 * @typedef {Line & {kind: "hidden", by?: undefined, agent?: undefined, name?: undefined}} Hidden
 * @typedef {Line & {kind: "lost", by?: undefined, agent?: undefined, name?: undefined}} Lost  made by the page: no file
 *   has this line any more
 * @typedef {Opened | Said | Noted | Rang | Waited | PickedUp | Released | Identified | HungUp | InvitedLine | Joined
 *   | Uninvited | Left | Ended | Hidden | Lost} Entry
 *
 * @typedef {{c: string, seq: number, state: "waiting" | "ringing" | "active" | "ended", why?: Why, ring?: number,
 *   ringing?: Person[], agent?: Person, with?: Person[], asking?: Person, away?: true, end?: Ending, seen: number,
 *   back?: {name: string, at: number}}} VisitorTalk  away: the agent who has it is, just now
 * @typedef {{c: string, site: string, state: "waiting" | "ringing" | "active" | "ended", why?: Why, ring?: number,
 *   until?: number, ringing?: string[], soft?: true, agent?: Person, rests?: true, holds?: number, holdsAtMost?: number,
 *   with?: Person[], invited?: Invited, end?: Ending,
 *   since: number, seq: number,
 *   last?: {by: string, agent?: string, text: string, at: number}, who?: Identity, page: Page, trail: Page[],
 *   referrer: string, lang: string, tz: string, here: boolean, link?: "sse",
 *   unanswered?: number, spokeLast?: Person, seenByVisitor: number, seenByAgent: number}} Summary  soft: nobody rung has
 *   room; rests: nobody waits for its agent, new words ring; holds: without words the pick-up is void then, holdsAtMost in any case
 * @typedef {{number: string, date: string, title: string, quantity: number, total: string, status: string}} Order
 * @typedef {{person: string, name: string, addressAs: string, emails: string[], websites: string[], proof: "proved" | "claimed",
 *   since?: number, orders: Order[], orderCount: number, ordersUnread?: true,
 *   talks: {c: string, at: number, agent?: string, words: string}[],
 *   facts: Fact[], blocked?: true, proved?: ("id" | "email" | "name" | "website")[], ordersKnown?: false}} Card
 * @typedef {{date: string, agent: string, text: string, person: string, key: string}} Fact
 *   person: in whose file it stands; key: what it is called when it is corrected or struck
 *
 * @typedef {{type: "hello", v: 1, secret: string, page: Page, referrer: string, lang: string, tz: string,
 *   resume?: ResumePoint}} VisitorHello
 * @typedef {{type: "say", mid: string, text: string}} VisitorSay
 * @typedef {{type: "identify", id?: string | number, name?: string, email?: string, website?: string, signature?: string,
 *   token?: string}} Identify
 * @typedef {VisitorHello | VisitorSay | Identify | {type: "typing", on: boolean} | {type: "seen", seq: number}
 *   | {type: "page", url: string, title: string} | {type: "sync", after: number} | {type: "beat"}} VisitorCommand
 *
 * @typedef {{type: "hello", v: 1, bell: boolean, active: boolean, resume: ResumePoint[]}} AgentHello
 * @typedef {{type: "say" | "note", c: string, mid: string, text: string}} AgentWords
 * @typedef {{type: "invite", c: string, mid: string, agent: string, as: Part, text: string}} Invite
 * @typedef {"pickup" | "decline" | "join" | "withdraw" | "leave" | "close" | "end" | "block" | "unblock" | "hold"} Act
 * @typedef {AgentHello | AgentWords | Invite | {type: Act, c: string}
 *   | {type: "heard", c: string, ring: number}
 *   | {type: "typing", c: string, on: boolean, draft?: boolean} | {type: "seen", c: string, seq: number}
 *   | {type: "open" | "sync", c: string, after: number} | {type: "bell", on: boolean}
 *   | {type: "remember", c: string, text: string, ref?: string} | {type: "beat", active: boolean}} AgentCommand
 *
 * @typedef {"invalid_json" | "unknown_command" | "bad_field" | "text_too_long" | "text_empty" | "say_hello_first"
 *   | "unknown_talk" | "not_your_talk" | "talk_ended" | "not_picked_up" | "unknown_agent" | "not_here"
 *   | "already_invited" | "already_in" | "not_invited" | "owner_stays" | "too_many" | "mid_reused" | "signature_wrong"
 *   | "not_allowed" | "other_person" | "too_fast" | "blocked" | "disk_full" | "not_kept"} ErrorCode
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
 *   | {type: "here", here: Person[]} | {type: "identified", person: string, proof: "proved" | "claimed"}} VisitorNotice
 *
 * @typedef {Colleague & {role: "owner" | "agent"}} You
 * @typedef {{type: "welcome", now: number, you: You, team: Colleague[], ring: number, attention: number,
 *   talks: Summary[], sites?: {id: string, name: string}[]}} AgentWelcome
 * @typedef {{type: "invitation", c: string, by: Person, as: Part, text: string, until: number}} Invitation
 * @typedef {CommonNotice | AgentWelcome | ({type: "talk"} & Summary)
 *   | {type: "ring", c: string, ring: number, until: number, soft?: true} | {type: "taken", c: string, by: Person} | Invitation
 *   | {type: "typing", c: string, on: boolean, agent?: Person} | {type: "seen", c: string, seq: number}
 *   | {type: "team", team: Colleague[]} | {type: "card", c: string, card: Card}
 *   | {type: "kept", c: string, ref: string}
 *   | {type: "promise", second: number, all: number}} AgentNotice
 */

export {};
