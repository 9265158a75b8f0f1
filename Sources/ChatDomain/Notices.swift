package import Primitives

/// What a visitor's page can be told.
///
/// What is large and seldom stands behind a reference: each effect is moved several times on its way.
package enum VisitorNotice: Equatable, Sendable {
  /// The answer to hello: who is here and, when one is open, the talk.
  indirect case welcome(here: [Profile], talk: VisitorTalk?)
  /// As whom this connection counts from here on.
  case identified(PersonID, Proof)
  /// One new line.
  case entry(ConversationID, Entry)
  /// Lines `after < seq <= through`, in order, answering a hello or a gap.
  case entries(ConversationID, after: Int, [Entry])
  /// These words are on disk as line `seq`.
  case ack(ConversationID, MessageID, seq: Int, at: Instant)
  /// The talk's state changed.
  indirect case talk(VisitorTalk)
  /// The agent types, or no longer does.
  case typing(ConversationID, Profile, isTyping: Bool)
  /// The agent has read up to this line.
  case seen(ConversationID, seq: Int)
  /// Who is on the bell now.
  case here([Profile])
  /// A command was refused.
  indirect case refused(Refusal)
}

/// What a visitor may know of the state of their talk.
package struct VisitorTalk: Equatable, Sendable {
  /// Which conversation.
  package var conversation: ConversationID
  /// The last line's number.
  package var seq: Int
  /// What goes on.
  package var state: State
  /// How far the agent has read.
  package var seenByAgent: Int
  /// Who comes back, and when, while nobody is here and the rota says.
  package var back: Return?

  /// What goes on in a talk.
  package enum State: Equatable, Sendable {
    /// Nobody can be rung now; the words are kept.
    case waiting(Waiting)
    /// These people are being rung.
    case ringing(ring: Int, [Profile])
    /// This person has it, perhaps away just now, these help, and this one has been asked to take it over.
    case active(Profile, with: [Profile] = [], asking: Profile? = nil, isAway: Bool = false)
    /// It is over.
    case ended(Ending)
  }

  /// Puts the facts side by side.
  package init(conversation: ConversationID, seq: Int, state: State, seenByAgent: Int, back: Return? = nil) {
    (self.conversation, self.seq, self.state, self.seenByAgent) = (conversation, seq, state, seenByAgent)
    self.back = back
  }
}

/// What an agent's console can be told.
package enum AgentNotice: Equatable, Sendable {
  /// The answer to hello: who you are, who is here and every open talk.
  indirect case welcome(you: Colleague, role: Role, team: [Colleague], talks: [TalkSummary])
  /// A talk is new or its state changed (also the end: phase `ended`).
  indirect case talk(TalkSummary)
  /// This talk rings for you: make it heard.
  ///
  /// Softly: you have as many talks as you can hold, and so has everybody else.
  case ring(ConversationID, ring: Int, until: Instant, soft: Bool = false)
  /// A colleague asks you into this talk: make it heard.
  case invitation(ConversationID, Invited, text: String)
  /// You pressed "pick up" and somebody else had been faster.
  case taken(ConversationID, by: Profile)
  /// One new line.
  case entry(ConversationID, Entry)
  /// Lines `after < seq`, in order.
  case entries(ConversationID, after: Int, [Entry])
  /// These words are on disk as line `seq`.
  case ack(ConversationID, MessageID, seq: Int, at: Instant)
  /// Somebody types (nil: the visitor), or no longer does.
  case typing(ConversationID, Profile?, isTyping: Bool)
  /// The visitor has read up to this line.
  case seen(ConversationID, seq: Int)
  /// A fact stands in the person's file, on disk.
  case kept(ConversationID, ref: MessageID)
  /// What the shop knows of the person in this talk.
  indirect case card(ConversationID, PersonCard)
  /// Somebody came, left, or went on or off the bell.
  case team([Colleague])
  /// How the whole team has kept its promise today: so many of all visitors were answered by the second ring.
  case promise(second: Int, of: Int)
  /// A command was refused.
  indirect case refused(Refusal)
}

/// An agent as colleagues see them.
package struct Colleague: Hashable, Sendable {
  /// Who.
  package var profile: Profile
  /// Whether a ring can reach them.
  package var presence: Presence

  /// Puts the facts side by side.
  package init(profile: Profile, presence: Presence) { (self.profile, self.presence) = (profile, presence) }
}

/// Who has been asked into a talk, as colleagues see it.
package struct Invited: Equatable, Sendable {
  /// Who is asked, and who asks.
  package var agent: Profile, by: Profile
  /// As what.
  package var part: Part
  /// Without an answer it is over then.
  package var until: Instant

  /// Puts the facts side by side.
  package init(agent: Profile, by: Profile, part: Part, until: Instant) {
    (self.agent, self.by, self.part, self.until) = (agent, by, part, until)
  }
}

/// Whether an agent can be rung.
package enum Presence: String, Sendable, CaseIterable {
  /// A console answers, is on the bell, and somebody used it not long ago.
  case onBell
  /// On the bell, but for a while nothing has shown that somebody is there: rung when nobody else can be.
  case idle
  /// A console is connected; they take a breath.
  case offBell
  /// No console is connected.
  case gone
}

/// One talk in the console's list.
package struct TalkSummary: Equatable, Sendable {
  /// Which conversation.
  package var conversation: ConversationID
  /// Where the widget stands.
  package var site: SiteID
  /// What goes on.
  package var state: State
  /// When the visitor's first words came: the ring clock's zero.
  package var since: Instant
  /// The last line's number.
  package var seq: Int
  /// The last words by anybody: who, what (at most 160 characters), when.
  package var lastWords: LastWords?
  /// Who this is, as far as known.
  package var identity: Identity?
  /// Where they are now, and the pages before, latest last (at most 5).
  package var place: Place, trail: [Page]
  /// Whether a page of theirs is connected.
  package var isVisitorHere: Bool
  /// How far the visitor and the agent have read.
  package var seenByVisitor: Int, seenByAgent: Int
  /// How their page is reached.
  package var link: Link
  /// Who is in it beside the agent who has it.
  package var helpers: [Profile]
  /// Who has been asked in and has not answered.
  package var invited: Invited?
  /// While nobody has it: when the oldest words came that no agent has answered, and the agent who wrote last.
  package var unansweredSince: Instant?, lastAgent: Profile?
  /// How long the pick-up stands; nil once words were sent.
  package var hold: Hold?

  /// What goes on in a talk.
  package enum State: Equatable, Sendable {
    /// Nobody can be rung now.
    case waiting(Waiting)
    /// Rings since `since`; this ring ends at `until`; softly when nobody rung has room.
    case ringing(ring: Int, until: Instant, [AgentID], soft: Bool = false)
    /// This agent has it; picked up on that ring (0: from the waiting list); at rest nobody waits for them.
    case active(Profile, ring: Int, rests: Bool = false)
    /// It is over.
    case ended(Ending)
  }

  /// The last words of a talk.
  package struct LastWords: Equatable, Sendable {
    /// Who said it.
    package var by: Author
    /// The words, shortened.
    package var text: String
    /// When.
    package var at: Instant
    /// Puts the facts side by side.
    package init(by: Author, text: String, at: Instant) { (self.by, self.text, self.at) = (by, text, at) }
  }

  /// Puts the facts side by side.
  package init(
    conversation: ConversationID, site: SiteID, state: State, since: Instant, seq: Int, lastWords: LastWords?,
    identity: Identity?, place: Place, trail: [Page], isVisitorHere: Bool, seenByVisitor: Int, seenByAgent: Int,
    link: Link = .webSocket, helpers: [Profile] = [], invited: Invited? = nil, hold: Hold? = nil,
    unansweredSince: Instant? = nil, lastAgent: Profile? = nil
  ) {
    (self.conversation, self.site, self.state, self.since, self.seq) = (conversation, site, state, since, seq)
    (self.lastWords, self.identity, self.place, self.trail) = (lastWords, identity, place, trail)
    (self.isVisitorHere, self.seenByVisitor, self.seenByAgent) = (isVisitorHere, seenByVisitor, seenByAgent)
    (self.link, self.helpers, self.invited, self.hold) = (link, helpers, invited, hold)
    (self.unansweredSince, self.lastAgent) = (unansweredSince, lastAgent)
  }
}

/// Why a command was not carried out, in words a person can act on.
package struct Refusal: Error, Equatable, Sendable {
  /// The message it answers, when it was about one.
  package var ref: MessageID?
  /// The talk it answers, when it was about one.
  package var conversation: ConversationID?
  /// What went wrong, for programs: `text_too_long`.
  package var code: Code
  /// Which field of the command; empty when none.
  package var field: String
  /// The bound that was passed; nil when none.
  package var limit: Int?
  /// What exactly was wrong, a sentence for whoever reads the log; empty when the code says it all.
  package var reason: String

  /// What can go wrong.
  package enum Code: String, Sendable, CaseIterable {
    case invalidJSON = "invalid_json"
    case unknownCommand = "unknown_command"
    case badField = "bad_field"
    case textTooLong = "text_too_long"
    case textEmpty = "text_empty"
    case sayHelloFirst = "say_hello_first"
    case unknownTalk = "unknown_talk"
    case notYourTalk = "not_your_talk"
    case talkEnded = "talk_ended"
    case notPickedUp = "not_picked_up"
    case unknownAgent = "unknown_agent"
    case notHere = "not_here"
    case alreadyInvited = "already_invited"
    case alreadyIn = "already_in"
    case notInvited = "not_invited"
    case ownerStays = "owner_stays"
    case tooMany = "too_many"
    case notAllowed = "not_allowed"
    case midReused = "mid_reused"
    case signatureWrong = "signature_wrong"
    case otherPerson = "other_person"
    case tooFast = "too_fast"
    case blocked = "blocked"
    case diskFull = "disk_full"
    case notKept = "not_kept"
  }

  /// Puts the facts side by side.
  package init(
    _ code: Code, ref: MessageID? = nil, conversation: ConversationID? = nil, field: String = "", limit: Int? = nil,
    reason: String = ""
  ) {
    self.reason = reason
    (self.code, self.ref, self.conversation) = (code, ref, conversation)
    (self.field, self.limit) = (field, limit)
  }
}
