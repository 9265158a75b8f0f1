/// UTF-8 of RFC 3629, checked as it comes: at a boundary, or inside a code point with the range its next byte may have.
struct UTF8Validator: Equatable {
  private struct Expectation: Equatable {
    var missing: UInt8 = 0
    var lowest: UInt8 = 0x80
    var highest: UInt8 = 0xBF
  }

  private var expected = Expectation()

  /// Whether everything fed so far ended with a whole code point.
  var isAtBoundary: Bool { expected.missing == 0 }

  /// Feeds more bytes; false at the first byte that no UTF-8 text can have there.
  mutating func accepts(_ bytes: Span<UInt8>) -> Bool {
    // A copy that lives in registers: twice as fast as through self.
    var state = expected
    for index in bytes.indices {
      let byte = bytes[index]
      if state.missing > 0 {
        guard byte >= state.lowest, byte <= state.highest else { return false }
        state = Expectation(missing: state.missing &- 1)
      } else if byte >= 0x80 {
        guard let next = Self.expectation(after: byte) else { return false }
        state = next
      }
    }
    expected = state
    return true
  }

  private static func expectation(after lead: UInt8) -> Expectation? {
    switch lead {
    case 0xC2...0xDF: Expectation(missing: 1)
    case 0xE0: Expectation(missing: 2, lowest: 0xA0)  // below: overlong
    case 0xED: Expectation(missing: 2, highest: 0x9F)  // above: surrogates
    case 0xE1...0xEF: Expectation(missing: 2)
    case 0xF0: Expectation(missing: 3, lowest: 0x90)  // below: overlong
    case 0xF1...0xF3: Expectation(missing: 3)
    case 0xF4: Expectation(missing: 3, highest: 0x8F)  // above: beyond U+10FFFF
    default: nil
    }
  }
}
