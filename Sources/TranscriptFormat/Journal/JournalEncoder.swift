import Primitives

/// Turns batches of lines into the bytes of one segment; remembers what the next record chains to.
package struct JournalEncoder: Sendable {
  private var chain: UInt32
  private var batch: UInt32 = 1

  /// Begins right behind a segment's header.
  package init(_ header: SegmentHeader) { chain = header.salt }

  /// How many bytes this line takes in a segment.
  package static func size(of frame: JournalFrame) -> Int {
    RecordHeader.size + RecordPayload.envelope + frame.line.count
  }

  /// Appends the next record of a batch: what one write and one sync make durable together.
  package mutating func append(_ frame: JournalFrame, endsBatch: Bool, to bytes: inout [UInt8]) {
    let name = RecordPayload.name(of: frame)
    var sum = CRC32C()
    sum.update(name.span)
    sum.update(frame.line.span)
    let header = RecordHeader(
      length: name.count + frame.line.count, batch: batch, endsBatch: endsBatch, chain: chain, checksum: sum.value)
    header.append(to: &bytes)
    bytes += name
    bytes += frame.line
    chain = sum.value
    if endsBatch { batch &+= 1 }
  }
}
