/// A place in the journal: everything before it is in synced transcripts, when a checkpoint says so.
package struct JournalPosition: Comparable, Sendable {
  /// The segment's number.
  package var segment: UInt32
  /// The first byte behind the last record.
  package var offset: Int

  /// Earlier segments first.
  package static func < (left: JournalPosition, right: JournalPosition) -> Bool {
    (left.segment, left.offset) < (right.segment, right.offset)
  }
}
