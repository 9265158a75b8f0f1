import ChatDomain
import Glibc
import TranscriptFormat

/// What one transcript lacks of what the journal has, worked out before anything is written.
struct TranscriptMending {
  /// All lines from 1 without a gap: the file's, then the journal's.
  private(set) var entries: [Entry]
  /// The journal's lines that the file has not.
  private(set) var missing: [JournalFrame] = []
  private(set) var faults: [(offset: Int, problem: String)] = []
  /// Whether new lines may follow: nothing is lost between those that are there.
  var isWhole = true
  /// Whether the file ends in something that is no good line, and the journal has all of it.
  let isCutNeeded: Bool

  var count: Int { entries.count }

  init(_ scan: RecoveryScan, _ frames: [JournalFrame], file: [UInt8]) {
    entries = Array(scan.goodEntries)
    let good = entries.count
    isCutNeeded = !scan.isWhole
    for frame in frames.dropFirst(Self.known(frames, scan, file)) { add(frame) }
    let lastInFile = scan.entries.last?.seq ?? 0
    // What the file holds behind its first bad line must come back from the journal, or it is left as it is.
    guard !scan.damages.isEmpty || scan.entries.count > good else { return }
    guard entries.count < max(lastInFile, good + scan.damages.count) else { return }
    isWhole = false
    faults += scan.damages.map { ($0.offset, $0.fault.description) }
    if faults.isEmpty { faults.append((scan.goodLength, "lines are missing here")) }
  }

  /// How many of the first frames are good lines of the file, one behind the other: these need not be read again, and
  /// mostly that is all of them.
  private static func known(_ frames: [JournalFrame], _ scan: RecoveryScan, _ file: [UInt8]) -> Int {
    guard let first = frames.first.flatMap({ frame in try? TranscriptLine.decoded(frame.line) }) else { return 0 }
    guard first.seq <= scan.goodEntries.count else { return 0 }
    var (count, place) = (0, scan.offsets[first.seq - 1])
    while count < frames.count, place < scan.goodLength, stands(frames[count].line, in: file, at: place) {
      (count, place) = (count + 1, place + frames[count].line.count)
    }
    return count
  }

  private static func stands(_ line: ArraySlice<UInt8>, in file: [UInt8], at place: Int) -> Bool {
    let count = line.count
    guard count <= file.count - place else { return false }
    return line.withUnsafeBytes { line in
      file.withUnsafeBytes { file in
        guard let line = line.baseAddress, let file = file.baseAddress else { return false }
        return memcmp(file + place, line, count) == 0
      }
    }
  }

  private mutating func add(_ frame: JournalFrame) {
    let entry: Entry
    do { entry = try TranscriptLine.decoded(frame.line) } catch {
      return fail("a line in the journal cannot be read: \(error)")
    }
    guard entry.seq > entries.count else { return }
    guard entry.seq == entries.count + 1 else { return fail("line \(entries.count + 1) is missing in the journal") }
    entries.append(entry)
    missing.append(frame)
  }

  private mutating func fail(_ problem: String) {
    isWhole = false
    if faults.last?.problem != problem { faults.append((0, problem)) }
  }
}
