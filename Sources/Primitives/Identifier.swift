/// A 128-bit name for one thing of kind `Kind`; written as 26 letters of lower-case base32 (RFC 4648 alphabet).
///
/// Time-ordered when made by `init(at:random:)`: 48 bits of milliseconds, then 80 random bits, so names sort by age.
package struct Identifier<Kind>: Hashable, Comparable, Sendable {
  /// The first and the last 64 bits.
  package let high: UInt64, low: UInt64

  /// Joins the two halves.
  package init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  /// A name that sorts by `instant`; the 80 random bits are the caller's.
  package init(at instant: Instant, random: (UInt64, UInt16)) {
    high = UInt64(truncatingIfNeeded: instant.milliseconds) << 16 | UInt64(random.1)
    low = random.0
  }

  /// Takes the first 16 of the given bytes (a hash, say); nil when there are fewer.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count >= 16 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for byte in bytes.prefix(8) { words.0 = words.0 << 8 | UInt64(byte) }
    for byte in bytes.dropFirst(8).prefix(8) { words.1 = words.1 << 8 | UInt64(byte) }
    (high, low) = words
  }

  /// Reads the 26 letters; nil for any other length or letter, or for bits beyond the 128th.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 26 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    var overflow: UInt64 = 0
    for byte in text.utf8 {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - UInt8(ascii: "a")
      case UInt8(ascii: "2")...UInt8(ascii: "7"): digit = byte - UInt8(ascii: "2") + 26
      default: return nil
      }
      overflow |= words.0 >> 59
      words.0 = words.0 << 5 | words.1 >> 59
      words.1 = words.1 << 5 | UInt64(digit)
    }
    guard overflow == 0 else { return nil }
    (high, low) = words
  }

  /// The 26 letters as ASCII bytes.
  package var ascii: [UInt8] {
    var letters = [UInt8](repeating: 0, count: 26)
    var words = (high, low)
    for index in stride(from: 25, through: 0, by: -1) {
      let digit = UInt8(words.1 & 31)
      letters[index] = digit < 26 ? UInt8(ascii: "a") + digit : UInt8(ascii: "2") + digit - 26
      words.1 = words.1 >> 5 | words.0 << 59
      words.0 >>= 5
    }
    return letters
  }

  /// Another name that follows from this one and a number, the same each time: for lines the server itself writes.
  package func derived(_ number: UInt64) -> Identifier {
    let first = mixed(low ^ number)
    return Identifier(high: high, low: mixed(first ^ high))
  }

  /// The number from which `name` was derived; nil when its upper half tells that it was not derived from this one.
  ///
  /// Every name of that upper half has a number; a random one has a large one.
  package func number(of name: Identifier) -> UInt64? {
    name.high == high ? unmixed(unmixed(name.low) ^ high) ^ low : nil
  }

  /// Whether the left name sorts first, which is by age for time-ordered names.
  package static func < (left: Identifier, right: Identifier) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// splitmix64's finaliser: every bit of a number reaches every bit of what comes out.
private func mixed(_ word: UInt64) -> UInt64 {
  var word = word &+ 0x9E37_79B9_7F4A_7C15
  word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
  word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
  return word ^ word >> 31
}

/// The number that `mixed` makes this of: the same steps backwards, with the inverses of both factors modulo 2^64.
private func unmixed(_ word: UInt64) -> UInt64 {
  var word = word ^ word >> 31 ^ word >> 62
  word = word &* 0x3196_42B2_D24D_8EC3
  word = (word ^ word >> 27 ^ word >> 54) &* 0x96DE_1B17_3F11_9089
  return (word ^ word >> 30 ^ word >> 60) &- 0x9E37_79B9_7F4A_7C15
}

extension Identifier: CustomStringConvertible, LosslessStringConvertible {
  /// The 26 letters.
  package var description: String { String(decoding: ascii, as: UTF8.self) }

  /// Reads the 26 letters.
  package init?(_ description: String) { self.init(description[...]) }
}
