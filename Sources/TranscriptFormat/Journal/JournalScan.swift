import Primitives

/// Reads a segment record by record and tells a torn end from damage.
///
/// A record counts when its checksums hold and it chains to the one before. One that does not is *torn* when it belongs
/// to the last batch and bytes of it are still zero, as they were preallocated; anything else is *damage*: a batch is
/// only begun when the one before is synced, so a later batch behind the failure proves that it was once whole.
package struct JournalScan: Sendable {
  /// The segment's own header.
  package let header: SegmentHeader
  let bytes: [UInt8]
  /// Where the last byte was written that is not zero.
  let lastWritten: Int
  private var position: Position
  private var batch = (number: UInt32(0), isOver: true)

  private enum Position {
    case before(Int, chain: UInt32?)
    case behindBatch(Int, chain: UInt32)
    case ended
  }

  /// Begins a scan of a whole segment file; nil when the file's header is not that of a segment.
  package init?(_ bytes: [UInt8]) {
    guard let header = SegmentHeader(bytes) else { return nil }
    (self.bytes, self.header) = (bytes, header)
    lastWritten = TranscriptFormat.lastWritten(in: bytes)
    position = .before(SegmentHeader.size, chain: header.salt)
  }

  /// The next finding; nil after the end.
  package mutating func next() -> JournalFinding? {
    if case .behindBatch(let end, let chain) = position {
      position = .before(end, chain: chain)
      return .batchEnd(at: end)
    }
    guard case .before(let offset, let chain) = position else { return nil }
    guard offset <= lastWritten else {
      position = .ended
      return .end(at: offset)
    }
    guard let record = Record(bytes, at: offset), chain == nil || record.header.chain == chain else {
      return failed(at: offset)
    }
    return take(record)
  }

  private mutating func take(_ record: Record) -> JournalFinding {
    batch = (record.header.batch, record.header.endsBatch)
    position =
      record.header.endsBatch
      ? .behindBatch(record.end, chain: record.header.checksum) : .before(record.end, chain: record.header.checksum)
    return .record(record.frame, end: record.end)
  }

  private mutating func failed(at offset: Int) -> JournalFinding {
    let failedBatch = batch.isOver ? batch.number &+ 1 : batch.number
    let isSynced = nextRecord(after: offset) { $0.header.batch != failedBatch } != nil
    guard isSynced || !isTorn(at: offset) else {
      position = .ended
      return .torn(at: offset)
    }
    guard let later = nextRecord(after: offset, where: { _ in true }) else {
      position = .ended
      return .damage(at: offset, length: lastWritten &+ 1 &- offset)
    }
    batch = (later.header.batch, true)
    position = .before(later.start, chain: nil)
    return .damage(at: offset, length: later.start &- offset)
  }

  private func nextRecord(after offset: Int, where isWanted: (Record) -> Bool) -> Record? {
    var start = offset &+ 1
    while start <= lastWritten {
      if bytes[start] == RecordHeader.magic[0], let record = Record(bytes, at: start) {
        if isWanted(record) { return record }
        start = record.end
      } else {
        start &+= 1
      }
    }
    return nil
  }
}
