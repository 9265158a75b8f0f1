package import Primitives

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
