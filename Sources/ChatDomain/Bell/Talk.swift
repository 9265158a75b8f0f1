import Primitives

/// A conversation in memory with everything about it that is not written down.
final class Talk {
  let id: ConversationID
  private(set) var conversation: Conversation
  /// The site and the browser on which it began.
  let site: SiteID, browser: VisitorID
  /// Whose pages follow it; nil: nobody's, since several people were proved in it.
  var reader: VisitorKey?
  /// Their connected pages.
  var pages: [SocketID] = []
  /// When the last page went (or when it began to ring without one); nil while one is connected.
  var awaySince: Instant?
  @Boxed var whereabouts: Whereabouts
  /// Consoles that look at it.
  var watchers: [SocketID] = []
  /// Consoles that have been shown the person.
  var introduced: [SocketID] = []
  /// Whom it rings for, or how it stands with its agent.
  var bell = Bell.silent
  /// Whether the invited agent's console has shown the open invitation.
  var invitationBell = InvitationBell.silent
  /// Whether the visitor has been told that the agent who has it is away.
  var toldAway = false
  var seenByVisitor = 0
  var seenByAgent = 0
  /// The item of the deadline queue that counts.
  var scheduled: Instant?
  /// What people must be told at the end of this event.
  var due: Due = []

  /// What has changed in this event and has not been told yet.
  struct Due: OptionSet, Sendable {
    let rawValue: UInt8
    /// Consoles want a new summary.
    static let summary = Due(rawValue: 1)
    /// The visitor's pages want the new state.
    static let state = Due(rawValue: 2)
    /// Consoles must sound the ring.
    static let ring = Due(rawValue: 4)
    /// Consoles want to see who this is.
    static let introduction = Due(rawValue: 8)
    /// It is in the list of what is due, if only for its deadline.
    static let listed = Due(rawValue: 16)
    /// Nothing but new words.
    static let words = Due(rawValue: 32)
  }

  /// Its whereabouts are the visitor's until one of them moves on.
  init(
    _ conversation: Conversation, site: SiteID, browser: VisitorID, reader: VisitorKey?, whereabouts: Boxed<Whereabouts>
  ) {
    (id, self.conversation, self.site, self.browser) = (conversation.id, conversation, site, browser)
    (self.reader, _whereabouts) = (reader, whereabouts)
  }

  var phase: Phase { conversation.phase }
  var company: Company { conversation.company }
  var invitation: Invitation? { conversation.company.invitation }
  var isUnanswered: Bool { conversation.unansweredSince != nil }
  /// Whether no agent has ever written to the visitor.
  var isFirstAnswerOpen: Bool { conversation.answer == Conversation.Answer.none }

  func isInvited(_ agent: Agent) -> Bool { invitation.map { $0.colleague.id == agent.id } ?? false }

  /// Whether that agent has it or helps in it.
  func includes(_ agent: Agent) -> Bool { conversation.includes(agent.id) }

  /// Folds the next line in.
  func take(_ entry: Entry) {
    conversation.apply(entry)
    if case .active(_, _, _, .heard) = conversation.phase { bell.spoken() }
  }

  /// Until when it wants its agent; it rests from then on.
  var wantedUntil: Instant {
    switch (leftAt: awaySince, unanswered: conversation.unansweredSince) {
    case (nil, .some): .distantFuture
    case (nil, nil): conversation.lastSpoken + DomainLimits.recentWords
    case (let leftAt?, .some): leftAt + DomainLimits.unansweredAfterLeaving
    case (let leftAt?, nil): leftAt
    }
  }

  /// The names under which the team may know the visitor.
  var persons: [PersonID] {
    let anonymous = PersonID(visitor: browser)
    guard let identity = conversation.identity, identity.proof == .proved else { return [anonymous] }
    return [identity.person, anonymous]
  }
}
