package import ChatDomain

/// What one journal record holds: the envelope (which conversation) and one transcript line, `\n` included.
package struct JournalFrame: Equatable, Sendable {
  /// Whose line it is.
  package var conversation: ConversationID
  /// The line's bytes, as they go into the transcript; a piece of the segment that they were read from.
  package var line: ArraySlice<UInt8>

  /// The longest line a record may hold: the largest message, each byte of it escaped, with room to spare.
  package static let longestLine = 1 << 20

  /// Puts both side by side.
  package init(conversation: ConversationID, line: [UInt8]) { self.init(conversation: conversation, line: line[...]) }

  init(conversation: ConversationID, line: ArraySlice<UInt8>) { (self.conversation, self.line) = (conversation, line) }
}
