/// SHA-1 (RFC 3174) for the opening handshake alone, where it keeps no secret.
package enum SHA1 {
  /// The 20 bytes of the hash.
  package static func hash(_ message: [UInt8]) -> [UInt8] {
    let padded = padded(message)
    var sum: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    for start in stride(from: 0, to: padded.count, by: 64) {
      mix(schedule(padded[start..<start + 64]), into: &sum)
    }
    return sum.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
  }

  private static func padded(_ message: [UInt8]) -> [UInt8] {
    var padded = message + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    let bits = UInt64(message.count) &* 8
    return padded + (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
  }

  private static func schedule(_ block: ArraySlice<UInt8>) -> [UInt32] {
    var words: [UInt32] = []
    words.reserveCapacity(80)
    for (index, byte) in block.enumerated() {
      if index % 4 == 0 { words.append(0) }
      words[index / 4] = words[index / 4] << 8 | UInt32(byte)
    }
    for index in 16..<80 {
      words.append(rotated(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1))
    }
    return words
  }

  private static func mix(_ words: [UInt32], into sum: inout [UInt32]) {
    var (a, b, c, d, e) = (sum[0], sum[1], sum[2], sum[3], sum[4])
    for (index, word) in words.enumerated() {
      let next = rotated(a, 5) &+ round(index, b, c, d) &+ e &+ word
      (a, b, c, d, e) = (next, a, rotated(b, 30), c, d)
    }
    for (index, word) in [a, b, c, d, e].enumerated() { sum[index] &+= word }
  }

  private static func round(_ index: Int, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> UInt32 {
    switch index {
    case 0..<20: (b & c | ~b & d) &+ 0x5A82_7999
    case 20..<40: (b ^ c ^ d) &+ 0x6ED9_EBA1
    case 40..<60: (b & c | b & d | c & d) &+ 0x8F1B_BCDC
    default: (b ^ c ^ d) &+ 0xCA62_C1D6
    }
  }

  private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }
}
