import ChatDomain
import TranscriptFormat

/// The journal's lines that a checkpoint does not cover, as a restart finds them.
struct JournalReading {
  /// The lines of each conversation in the order in which they were written.
  private(set) var lines: [ConversationID: [JournalLine]] = [:]
  private(set) var damages: [StorageError] = []
  /// Segments with damage in them: kept for a person to look at.
  private(set) var damagedSegments: [UInt32] = []
  /// All segments that were read.
  private(set) var segments: [UInt32] = []
  private(set) var lastSegment: UInt32 = 0
  /// A last batch that is not all there: nobody was told of any of its lines.
  private(set) var tail: Tail?

  /// Lines that were written together.
  typealias Batch = [(conversation: ConversationID, line: JournalLine)]

  /// Where a segment's last batch begins that was not written to its end.
  struct Tail {
    let path: String, offset: Int
    /// Its records that are whole.
    var lines: Batch
  }

  init(_ folder: DataFolder, from start: JournalPosition) throws(StorageError) {
    let numbers = try Segment.numbers(in: folder)
    lastSegment = max(numbers.last ?? 0, start.segment)
    var bytes: [UInt8] = []
    for number in numbers where number >= start.segment {
      let path = Segment.path(number, in: folder)
      segments.append(number)
      guard try folder.disk.read(path, into: &bytes) else { continue }
      guard let scan = JournalScan(bytes) else {
        // A segment is synced before its first record: one without a whole header and with no record was never begun.
        if bytes.dropFirst(SegmentHeader.size).contains(where: { $0 != 0 }) {
          damaged(number, path, 0, "this is no journal segment")
        }
        continue
      }
      read(scan, number, path, from: number == start.segment ? start.offset : 0)
    }
  }

  private mutating func read(_ segment: JournalScan, _ number: UInt32, _ path: String, from first: Int) {
    var (scan, batch, begin) = (segment, Batch(), SegmentHeader.size)
    while let finding = scan.next() {
      switch finding {
      case .record(let frame, let end):
        keepTail()
        if end > first { batch.append((frame.conversation, JournalLine(frame, in: number))) }
      case .batchEnd(let end):
        take(&batch)
        begin = end
      case .damage(let offset, let length):
        // What stands before damage was synced once.
        take(&batch)
        damaged(number, path, offset, "\(length) bytes are not what was written")
        begin = offset + length
      case .torn: tail = Tail(path: path, offset: begin, lines: batch)
      case .end(let offset): if offset > begin { tail = Tail(path: path, offset: begin, lines: batch) }
      }
    }
  }

  private mutating func take(_ batch: inout Batch) {
    for (conversation, line) in batch { lines[conversation, default: []].append(line) }
    batch.removeAll(keepingCapacity: true)
  }

  /// A next segment is begun only when the one before is synced, or cut behind its last whole batch.
  private mutating func keepTail() {
    guard var tail else { return }
    self.tail = nil
    take(&tail.lines)
    damages.append(
      .damaged(tail.path, offset: tail.offset, problem: "a batch is cut short, and later segments have records"))
  }

  private mutating func damaged(_ number: UInt32, _ path: String, _ offset: Int, _ problem: String) {
    damages.append(.damaged(path, offset: offset, problem: problem))
    if damagedSegments.last != number { damagedSegments.append(number) }
  }
}
