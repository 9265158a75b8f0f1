package import ChatDomain

/// What a data folder held when it was opened.
package struct Recovered: Sendable {
  /// The conversations that have not ended, folded from all their lines, by age.
  package var conversations: [Conversation] = []
  /// Those that ended so shortly before that a browser may still ask what became of its words.
  package var ended: [Conversation] = []
  /// Lines that the journal gave back to transcripts which had not got them yet.
  package var restoredLines = 0
  /// What is no longer as it was written.
  ///
  /// The files stay as they are, or under `journal/damaged`.
  package var damages: [StorageError] = []
}
