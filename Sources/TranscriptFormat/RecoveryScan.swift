package import ChatDomain

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
    var start = 0
    while start < bytes.count {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
        tornAt = start
        return
      }
      take(bytes[start...end])
      start = end &+ 1
    }
  }

  private mutating func take(_ line: ArraySlice<UInt8>) {
    do throws(LineFault) {
      let entry = try TranscriptLine.decoded(line)
      entries.append(entry)
      offsets.append(line.startIndex)
      guard goodLength == line.startIndex, entry.seq == goodCount &+ 1 else { return }
      (goodLength, goodCount) = (line.endIndex, goodCount &+ 1)
    } catch {
      damages.append(Damage(offset: line.startIndex, fault: error))
    }
  }

  /// Whether the lines are whole and numbered without a gap.
  package var isWhole: Bool { damages.isEmpty && tornAt == nil && goodCount == entries.count }
}
