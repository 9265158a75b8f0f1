import ChatDomain
import TranscriptFormat

/// What one transcript lacks of what the journal has, worked out before anything is written.
struct TranscriptMending {
  /// All lines from 1 without a gap: the file's, then the journal's.
  private(set) var entries: [Entry]
  /// The journal's lines that the file has not, one behind the other, and how many they are.
  private(set) var missing: [UInt8] = [], missingLines = 0
  private(set) var faults: [(offset: Int, problem: String)] = []
  /// Whether new lines may follow: nothing is lost between those that are there.
  var isWhole = true
  /// Whether the file ends in something that is no good line, and the journal has all of it.
  let isCutNeeded: Bool

  var count: Int { entries.count }

  init(_ scan: RecoveryScan, file: [UInt8], _ lines: [JournalLine], from journal: inout JournalLines)
    throws(StorageError)
  {
    entries = Array(scan.goodEntries)
    let good = entries.count
    isCutNeeded = !scan.isWhole
    for line in lines.dropFirst(Self.known(lines, scan, file)) { try add(line, from: &journal) }
    let lastInFile = scan.entries.last?.seq ?? 0
    // What the file holds behind its first bad line must come back from the journal, or it is left as it is.
    guard !scan.damages.isEmpty || scan.entries.count > good else { return }
    guard entries.count < max(lastInFile, good + scan.damages.count) else { return }
    isWhole = false
    faults += scan.damages.map { ($0.offset, $0.fault.description) }
    if faults.isEmpty { faults.append((scan.goodLength, "lines are missing here")) }
  }

  /// How many of the first lines are good lines of the file, one behind the other: these need not be read again, and
  /// mostly that is all of them.
  private static func known(_ lines: [JournalLine], _ scan: RecoveryScan, _ file: [UInt8]) -> Int {
    func stands(_ line: JournalLine, at place: Int) -> Bool {
      line.stands(in: file, at: place, before: scan.goodLength)
    }
    let starts = scan.offsets.prefix(scan.goodEntries.count)
    guard let first = lines.first else { return 0 }
    let begin = zip(starts, starts.dropFirst() + [scan.goodLength]).first { start, end in
      end - start == first.size && stands(first, at: start)
    }
    guard var place = begin?.0 else { return 0 }
    var count = 0
    while count < lines.count, stands(lines[count], at: place) {
      (count, place) = (count + 1, place + lines[count].size)
    }
    return count
  }

  private mutating func add(_ line: JournalLine, from journal: inout JournalLines) throws(StorageError) {
    let start = missing.count
    try journal.append(line, to: &missing)
    if let entry = next(at: start) {
      entries.append(entry)
      missingLines += 1
    } else {
      missing.removeLast(missing.count - start)
    }
  }

  /// The entry of the line at the end when it is the one to come; nil when it is there already, or one before it is not.
  private mutating func next(at start: Int) -> Entry? {
    let entry: Entry
    do { entry = try TranscriptLine.decoded(missing.span.extracting(start...)) } catch {
      fail("a line in the journal cannot be read: \(error)")
      return nil
    }
    if entry.seq > entries.count + 1 { fail("line \(entries.count + 1) is missing in the journal") }
    return entry.seq == entries.count + 1 ? entry : nil
  }

  private mutating func fail(_ problem: String) {
    isWhole = false
    if faults.last?.problem != problem { faults.append((0, problem)) }
  }
}
