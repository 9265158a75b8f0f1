/// What a scan of a journal segment comes upon next.
package enum JournalFinding: Equatable, Sendable {
  /// A whole record; the next one begins at `end`.
  case record(JournalFrame, end: Int)
  /// The records so far are all of their batch: what was written together is there together.
  case batchEnd(at: Int)
  /// Bytes that were once synced and are no longer what they were; the scan goes on behind them.
  case damage(at: Int, length: Int)
  /// A last batch that never fully reached the disk, so nobody was told of it. The scan ends.
  case torn(at: Int)
  /// Nothing was ever written from here on. The scan ends.
  case end(at: Int)
}
