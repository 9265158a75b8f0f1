/// The same letters as `Identifier(_:)` and `description`, straight from and into bytes: every message has several.
extension Identifier {
  /// Reads the 26 letters as ASCII; nil for any other length or letter, or for bits beyond the 128th.
  package init?(ascii letters: Span<UInt8>) {
    guard letters.count == 26 else { return nil }
    var words: (high: UInt64, low: UInt64) = (0, 0)
    for index in letters.indices {
      let letter = letters[index]
      let digit: UInt8
      switch letter {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = letter &- UInt8(ascii: "a")
      case UInt8(ascii: "2")...UInt8(ascii: "7"): digit = letter &- UInt8(ascii: "2") &+ 26
      default: return nil
      }
      // 26 letters hold 130 bits: the first of them may only use three of its five.
      guard index > 0 || digit < 8 else { return nil }
      words = (words.high << 5 | words.low >> 59, words.low << 5 | UInt64(digit))
    }
    self.init(high: words.high, low: words.low)
  }

  /// Appends the 26 letters as ASCII.
  package func append(to bytes: inout [UInt8]) {
    var letters = InlineArray<26, UInt8>(repeating: 0)
    var words = (high, low)
    for index in letters.indices.reversed() {
      let digit = UInt8(truncatingIfNeeded: words.1 & 31)
      letters[index] = digit < 26 ? UInt8(ascii: "a") &+ digit : UInt8(ascii: "2") &+ digit &- 26
      words = (words.0 >> 5, words.1 >> 5 | words.0 << 59)
    }
    bytes.append(copying: letters.span)
  }
}
