/// One conversation, from its first message to its end, folded from its lines.
package struct Conversation: Sendable {
  /// Its name: the id of its first message.
  package let id: ConversationID

  /// Begins a fold.
  package init(id: ConversationID) { self.id = id }
}
