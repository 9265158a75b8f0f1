/// Everything the desk can ask for, in order.
///
/// The shell lets nothing pass that stands behind an unwritten record.
package enum DeskEffect: Equatable, Sendable {
  /// Write this line to disk.
  case record(ConversationID, Entry)
  /// Send a notice to these visitors' pages.
  case tellVisitors([SocketID], VisitorNotice)
  /// Send a notice to these agents' consoles.
  case tellAgents([SocketID], AgentNotice)
  /// Read lines `after < seq <= through` from the file and send them (they are no longer in memory).
  case fetch(ConversationID, after: Int, through: Int, to: SocketID, for: Audience)
  /// Read from the file what this page misses of a talk that is no longer in memory, if this reader may read it.
  case recall(ResumePoint, for: VisitorKey, to: SocketID)
  /// Write down that this browser's secret belongs to this person.
  case bind(VisitorID, to: PersonID)
  /// Gather what the shop knows of this person and show it to these consoles.
  case introduce(Acquaintance, to: [SocketID])
  /// Count how this conversation began; each is counted once.
  case counted(ConversationID, Fate)
  /// Call these people, who are on call and at no console, wherever they are.
  case callOut([AgentID], ConversationID, ring: Int)
  /// Close this connection for the given reason.
  case hangUp(SocketID, HangUp)
}

/// Which view of a line somebody gets.
package enum Audience: Sendable {
  /// Lines between agents reach them as `hidden`.
  case visitor
  /// Everything.
  case agent
}

/// Whose card is wanted: every name under which the shop may know them.
package struct Acquaintance: Equatable, Sendable {
  /// The conversation that the card stands beside.
  package var conversation: ConversationID
  /// The browser.
  package var visitor: VisitorID
  /// What was said of them; nil for a stranger.
  package var identity: Identity?

  /// Puts the facts side by side.
  package init(conversation: ConversationID, visitor: VisitorID, identity: Identity?) {
    (self.conversation, self.visitor, self.identity) = (conversation, visitor, identity)
  }
}

/// Why a connection is closed; the shell turns it into a close code.
package enum HangUp: Sendable {
  /// The account was removed or its password changed.
  case signedOut
}
