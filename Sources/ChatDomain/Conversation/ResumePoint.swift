/// The last line of a conversation that a browser holds; a different mid at that seq means "reload".
package struct ResumePoint: Equatable, Sendable {
  /// Which conversation.
  package var conversation: ConversationID
  /// The last line's number; 0 for none.
  package var seq: Int
  /// The last line's name; nil for none.
  package var mid: MessageID?

  /// Puts the facts side by side.
  package init(conversation: ConversationID, seq: Int, mid: MessageID?) {
    (self.conversation, self.seq, self.mid) = (conversation, seq, mid)
  }
}
