import CChecksum

/// The Castagnoli checksum (RFC 3720 B.4), fed piece by piece: it finds torn and rotten records, not forgers.
package struct CRC32C: Sendable {
  private var state: UInt32 = .max

  /// The checksum of nothing yet.
  package init() {}

  /// The checksum of everything fed so far.
  package var value: UInt32 { ~state }

  /// The checksum of these bytes alone.
  package static func of(_ bytes: Span<UInt8>) -> UInt32 {
    var sum = CRC32C()
    sum.update(bytes)
    return sum.value
  }

  /// The checksum of these bytes alone.
  package static func of(_ bytes: [UInt8]) -> UInt32 { of(bytes.span) }

  /// Feeds more bytes: by the processor's own instruction where it has one.
  package mutating func update(_ bytes: Span<UInt8>) {
    guard Self.hasInstruction else { return updateByTables(bytes) }
    state = unsafe bytes.withUnsafeBytes { memory in unsafe cc_crc32c(state, memory.baseAddress, memory.count) }
  }

  private static let hasInstruction = cc_has_crc32c()

  /// Feeds more bytes on any processor, eight at a time (slicing-by-8, as Kounavis and Berry describe it).
  package mutating func updateByTables(_ bytes: Span<UInt8>) {
    let table = Self.table.span
    var (sum, index) = (state, 0)
    while index &+ 8 <= bytes.count {
      // Proved by the line above to be there.
      let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self).littleEndian
      let low = sum ^ UInt32(truncatingIfNeeded: word)
      let high = UInt32(truncatingIfNeeded: word >> 32)
      sum = entry(table, 7, low) ^ entry(table, 6, low >> 8) ^ entry(table, 5, low >> 16) ^ entry(table, 4, low >> 24)
      sum ^=
        entry(table, 3, high) ^ entry(table, 2, high >> 8) ^ entry(table, 1, high >> 16) ^ entry(table, 0, high >> 24)
      index &+= 8
    }
    while index < bytes.count {
      sum = entry(table, 0, sum ^ UInt32(bytes[index])) ^ sum >> 8
      index &+= 1
    }
    state = sum
  }

  @inline(__always)
  private func entry(_ table: Span<UInt32>, _ slice: Int, _ byte: UInt32) -> UInt32 {
    unsafe table[unchecked: slice &* 256 &+ Int(byte & 255)]
  }

  /// Eight tables of 256: table k holds the checksum of a byte with k zero bytes behind it.
  private static let table: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      table[byte] = (0..<8).reduce(UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0x82F6_3B78 : 0) }
    }
    for index in 256..<table.count {
      let shorter = table[index - 256]
      table[index] = table[Int(shorter & 255)] ^ shorter >> 8
    }
    return table
  }()
}
