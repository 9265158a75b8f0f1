/// What a disk writes whole or not at all.
private let sector = 512

extension JournalScan {
  /// Whether the record at `offset` is one of which some bytes were never written.
  func isTorn(at offset: Int) -> Bool {
    guard let header = RecordHeader(bytes, at: offset) else { return isHeaderTorn(at: offset) }
    let end = offset &+ RecordHeader.size &+ header.length
    // The last byte of every record is a line's end, never zero.
    return lastWritten < end &- 1 || end > bytes.count || hasMissingSector(offset &+ RecordHeader.size..<end)
  }

  private func isHeaderTorn(at offset: Int) -> Bool {
    let end = offset &+ RecordHeader.size
    guard end <= bytes.count else { return true }
    if lastWritten < end { return isBeginning(of: offset...lastWritten) }
    return hasMissingSector(offset..<end)
  }

  // A header cut short still begins as headers do; anything else in its place is damage.
  private func isBeginning(of range: ClosedRange<Int>) -> Bool {
    zip(bytes[range], RecordHeader.magic).allSatisfy { $0 == $1 }
  }

  private func hasMissingSector(_ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = Swift.min((start / sector &+ 1) &* sector, range.upperBound)
      if bytes[start..<end].allSatisfy({ $0 == 0 }) { return true }
      start = end
    }
    return false
  }
}
