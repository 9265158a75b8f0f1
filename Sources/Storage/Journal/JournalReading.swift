import ChatDomain
import EventLoops
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
  /// Whether there was a whole record, of whatever age.
  private var hasRecords = false

  /// Lines that were written together.
  typealias Batch = [(conversation: ConversationID, line: JournalLine)]

  /// Where a segment's last batch begins that was not written to its end.
  struct Tail {
    let path: String, offset: Int
    /// Its records that are whole.
    var lines: Batch
  }

  /// Each processor reads its share of the segments.
  init(_ folder: DataFolder, from start: JournalPosition) throws(StorageError) {
    let numbers = try Segment.numbers(in: folder)
    lastSegment = max(numbers.last ?? 0, start.segment)
    let shares = Parallel.shares(of: numbers.filter { $0 >= start.segment })
    for share in Parallel.map(shares, { Self.read($0, folder, from: start) }) { add(try share.get()) }
  }

  private init() {}

  private static func read(
    _ numbers: ArraySlice<UInt32>, _ folder: DataFolder, from start: JournalPosition
  ) -> Result<JournalReading, StorageError> {
    var (reading, bytes) = (JournalReading(), [UInt8]())
    do throws(StorageError) {
      for number in numbers { try reading.read(number, folder, into: &bytes, from: start) }
      return .success(reading)
    } catch { return .failure(error) }
  }

  /// Goes on with what stands in later segments.
  private mutating func add(_ later: JournalReading) {
    if later.hasRecords { keepTail() }
    lines.merge(later.lines) { $0 + $1 }
    damages += later.damages
    damagedSegments += later.damagedSegments
    segments += later.segments
    tail = later.tail ?? tail
  }

  private mutating func read(
    _ number: UInt32, _ folder: DataFolder, into bytes: inout [UInt8], from start: JournalPosition
  ) throws(StorageError) {
    let path = Segment.path(number, in: folder)
    segments.append(number)
    guard try folder.disk.read(path, into: &bytes) else { return }
    if let scan = JournalScan(bytes) {
      read(scan, number, path, from: number == start.segment ? start.offset : 0)
    } else if bytes.dropFirst(SegmentHeader.size).contains(where: { $0 != 0 }) {
      // A segment is synced before its first record: one without a whole header and with no record was never begun.
      damaged(number, path, 0, "this is no journal segment")
    }
  }

  private mutating func read(_ segment: JournalScan, _ number: UInt32, _ path: String, from first: Int) {
    var (scan, batch, begin) = (segment, Batch(), SegmentHeader.size)
    while let finding = scan.next() {
      switch finding {
      case .record(let frame, let end):
        keepTail()
        hasRecords = true
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
