package import ChatDomain
import Primitives

/// What the bytes of a transcript still hold: good lines, a torn end, damage.
package struct RecoveryScan: Equatable, Sendable {
  /// The entries of all good lines, in the order of the file.
  package private(set) var entries: [Entry] = []
  /// Where each good line begins, side by side with `entries`.
  package private(set) var offsets: [Int] = []
  /// Where the last line begins when it lacks its end: cut the file here and nothing acked is lost.
  package private(set) var tornAt: Int?
  /// Lines that are not what was written, and where they begin.
  package private(set) var damages: [Damage] = []
  /// How many bytes from the start of the file hold good lines, numbered without a gap.
  package private(set) var goodLength = 0

  /// One bad line.
  package struct Damage: Equatable, Sendable {
    /// The line's first byte in the file.
    package let offset: Int
    /// What is wrong with it.
    package let fault: LineFault
  }

  /// The entries numbered 1, 2, 3 … before the first damage or gap.
  package var goodEntries: ArraySlice<Entry> { entries.prefix(goodCount) }
  private var goodCount = 0

  /// Reads a whole file.
  package init(_ bytes: [UInt8]) {
    let file = bytes.span
    // A line has some two hundred bytes.
    entries.reserveCapacity(bytes.count / 200)
    offsets.reserveCapacity(bytes.count / 200)
    var start = 0
    while let end = file.next(UInt8(ascii: "\n"), from: start) {
      take(start..<(end &+ 1), of: file)
      start = end &+ 1
    }
    if start < file.count { tornAt = start }
  }

  private mutating func take(_ line: Range<Int>, of file: Span<UInt8>) {
    do throws(LineFault) {
      let entry = try TranscriptLine.decoded(file.extracting(line))
      entries.append(entry)
      offsets.append(line.lowerBound)
      guard goodLength == line.lowerBound, entry.seq == goodCount &+ 1 else { return }
      (goodLength, goodCount) = (line.upperBound, goodCount &+ 1)
    } catch {
      damages.append(Damage(offset: line.lowerBound, fault: error))
    }
  }

  /// Whether the lines are whole and numbered without a gap.
  package var isWhole: Bool { damages.isEmpty && tornAt == nil && goodCount == entries.count }
}
