import ChatDomain

/// What pages and consoles bring to the desk.
enum DeskLetter: Sendable {
  /// Something happened.
  case event(DeskEvent)
  /// A page said who its visitor is.
  case visitorIdentified(DeskEvent, isProof: Bool, VisitorID, SocketID)
  /// A visitor wrote.
  case visitorWrote(SocketID, VisitorID, MessageID, String)
  /// A visitor's page changes something that is written down, or asks for lines: counted for the visitor.
  case visitorAsked(SocketID, VisitorID, VisitorLimits.Kind, DeskEvent)
  /// An agent wrote.
  case agentWrote(SocketID, AgentID, ConversationID, TalkAct)
  /// Whatever is seldom.
  case errand(@Sendable (isolated DeskActor) -> Void)
}
