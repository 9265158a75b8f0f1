import Primitives

/// One whole record of a segment, its checksums proved.
struct Record {
  let header: RecordHeader, frame: JournalFrame
  let start: Int, end: Int

  init?(_ bytes: [UInt8], at offset: Int) {
    guard let header = RecordHeader(bytes, at: offset) else { return nil }
    let body = offset &+ RecordHeader.size
    guard header.length <= bytes.count &- body else { return nil }
    let range = body..<(body &+ header.length)
    guard CRC32C.of(bytes.span.extracting(range)) == header.checksum else { return nil }
    guard let frame = RecordPayload.frame(bytes, range) else { return nil }
    (self.header, self.frame, start, end) = (header, frame, offset, range.upperBound)
  }
}
