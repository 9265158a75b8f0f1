package import ChatDomain

/// One line to be made durable, and whose it is.
package struct JournalRecord: Equatable, Sendable {
  /// Which conversation.
  package var conversation: ConversationID
  /// The line.
  package var entry: Entry

  /// Puts both side by side.
  package init(_ conversation: ConversationID, _ entry: Entry) {
    (self.conversation, self.entry) = (conversation, entry)
  }
}
