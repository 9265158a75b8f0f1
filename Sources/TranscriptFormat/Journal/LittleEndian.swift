/// Numbers as the journal keeps them, the smallest byte first.
enum LittleEndian {
  /// The four bytes at `offset`, which the caller has found to be there.
  static func read(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    UInt32(bytes[offset]) | UInt32(bytes[offset &+ 1]) << 8 | UInt32(bytes[offset &+ 2]) << 16
      | UInt32(bytes[offset &+ 3]) << 24
  }

  static func append(_ word: UInt32, to bytes: inout [UInt8]) {
    for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
  }
}
