import Primitives

/// A conversation in memory with everything about it that is not written down.
struct Talk: Filed {
  var conversation: Conversation
  /// The site and the browser on which it began.
  let site: SiteID, visitor: VisitorID
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
    conversation: Conversation, site: SiteID, visitor: VisitorID, reader: VisitorKey?, whereabouts: Boxed<Whereabouts>
  ) {
    (self.conversation, self.site, self.visitor) = (conversation, site, visitor)
    (self.reader, _whereabouts) = (reader, whereabouts)
  }

  var id: ConversationID { conversation.id }
  var phase: Phase { conversation.phase }
}
