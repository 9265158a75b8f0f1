import ChatDomain
import TranscriptFormat

/// The journal's lines that a checkpoint does not cover, as a restart finds them.
struct JournalReading {
  /// The lines of each conversation in the order in which they were written.
  private(set) var lines: [ConversationID: [JournalFrame]] = [:]
  private(set) var damages: [StorageError] = []
  /// Segments with damage in them: kept for a person to look at.
  private(set) var damagedSegments: [UInt32] = []
  /// All segments that were read.
  private(set) var segments: [UInt32] = []
  private(set) var lastSegment: UInt32 = 0

  init(_ folder: DataFolder, from start: JournalPosition) throws(StorageError) {
    let numbers = try Segment.numbers(in: folder)
    lastSegment = max(numbers.last ?? 0, start.segment)
    var torn: StorageError?
    for number in numbers where number >= start.segment {
      let path = Segment.path(number, in: folder)
      segments.append(number)
      guard let bytes = try folder.disk.read(path) else { continue }
      guard var scan = JournalScan(bytes) else {
        // A segment is synced before its first record: one without a whole header and with no record was never begun.
        if bytes.dropFirst(SegmentHeader.size).contains(where: { $0 != 0 }) { damaged(number, path, 0, "this is no journal segment") }
        continue
      }
      let first = number == start.segment ? start.offset : 0
      while let finding = scan.next() {
        switch finding {
        case .record(let frame, let end):
          // A next segment is begun only when the one before is synced.
          if let torn { damages.append(torn) }
          torn = nil
          if end > first { lines[frame.conversation, default: []].append(frame) }
        case .damage(let offset, let length):
          damaged(number, path, offset, "\(length) bytes are not what was written")
        case .torn(let offset):
          torn = .damaged(path, offset: offset, problem: "a record is cut short, and later segments have records")
        case .end: break
        }
      }
    }
  }

  private mutating func damaged(_ number: UInt32, _ path: String, _ offset: Int, _ problem: String) {
    damages.append(.damaged(path, offset: offset, problem: problem))
    if damagedSegments.last != number { damagedSegments.append(number) }
  }
}
