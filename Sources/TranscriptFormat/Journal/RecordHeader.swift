import Primitives

/// The 24 bytes before each record of the journal.
///
/// `"2R"`, version, flags, length (4), batch (4), chain (4), checksum of the payload (4), checksum of these 20 (4); all
/// little-endian. `chain` is the payload checksum of the record before, or the segment's salt.
struct RecordHeader: Equatable {
  static let size = 24
  static let magic: [UInt8] = [UInt8(ascii: "2"), UInt8(ascii: "R"), 1]
  /// The same as it is read, in the upper three bytes.
  private static let magicWord: UInt32 = 0x0152_3200

  var length: Int, batch: UInt32, endsBatch: Bool, chain: UInt32, checksum: UInt32

  init(length: Int, batch: UInt32, endsBatch: Bool, chain: UInt32, checksum: UInt32) {
    (self.length, self.batch, self.endsBatch) = (length, batch, endsBatch)
    self.chain = chain
    self.checksum = checksum
  }

  /// Reads a header; nil unless its own checksum holds and its length is one that a writer may have written.
  init?(_ bytes: [UInt8], at offset: Int) {
    guard offset >= 0, offset <= bytes.count &- Self.size else { return nil }
    guard LittleEndian.read(bytes, offset) << 8 == Self.magicWord else { return nil }
    guard LittleEndian.read(bytes, offset &+ 20) == CRC32C.of(bytes.span.extracting(offset..<(offset &+ 20))) else {
      return nil
    }
    length = Int(LittleEndian.read(bytes, offset &+ 4))
    guard length <= JournalFrame.longestLine &+ RecordPayload.envelope else { return nil }
    endsBatch = bytes[offset &+ 3] & 1 == 1
    batch = LittleEndian.read(bytes, offset &+ 8)
    (chain, checksum) = (LittleEndian.read(bytes, offset &+ 12), LittleEndian.read(bytes, offset &+ 16))
  }

  func append(to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes += Self.magic
    bytes.append(endsBatch ? 1 : 0)
    for word in [UInt32(truncatingIfNeeded: length), batch, chain, checksum] { LittleEndian.append(word, to: &bytes) }
    LittleEndian.append(CRC32C.of(bytes.span.extracting(start..<bytes.count)), to: &bytes)
  }
}
