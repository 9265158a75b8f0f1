package import ChatDomain

/// What a data folder held when it was opened.
package struct Recovered: Sendable {
  /// The conversations that have not ended, each with all its lines, oldest first.
  package var conversations: [Lines] = []
  /// Lines that the journal gave back to transcripts which had not got them yet.
  package var restoredLines = 0
  /// What is no longer as it was written.
  ///
  /// The files stay as they are, or under `journal/damaged`.
  package var damages: [StorageError] = []

  /// One conversation's lines, numbered from 1 without gaps.
  package struct Lines: Sendable {
    /// Which conversation.
    package let conversation: ConversationID
    /// Its lines.
    package let entries: [Entry]
  }
}
