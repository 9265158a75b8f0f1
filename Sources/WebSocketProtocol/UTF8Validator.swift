/// UTF-8 of RFC 3629, checked as it comes: at a boundary, or inside a code point with the range its next byte may have.
struct UTF8Validator: Equatable {
  private var missing: UInt8 = 0
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF

  /// Whether everything fed so far ended with a whole code point.
  var isAtBoundary: Bool { missing == 0 }

  /// Feeds more bytes; false at the first byte that no UTF-8 text can have there.
  mutating func accepts(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      let byte = bytes[index]
      guard missing > 0 || byte >= 0x80 else { continue }
      guard missing == 0 ? begins(byte) : continues(byte) else { return false }
    }
    return true
  }

  private mutating func continues(_ byte: UInt8) -> Bool {
    guard byte >= lowest, byte <= highest else { return false }
    (missing, lowest, highest) = (missing &- 1, 0x80, 0xBF)
    return true
  }

  private mutating func begins(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xC2...0xDF: expect(1)
    case 0xE0: expect(2, from: 0xA0)  // below: overlong
    case 0xED: expect(2, through: 0x9F)  // above: surrogates
    case 0xE1...0xEF: expect(2)
    case 0xF0: expect(3, from: 0x90)  // below: overlong
    case 0xF1...0xF3: expect(3)
    case 0xF4: expect(3, through: 0x8F)  // above: beyond U+10FFFF
    default: return false
    }
    return true
  }

  private mutating func expect(_ count: UInt8, from lowest: UInt8 = 0x80, through highest: UInt8 = 0xBF) {
    (missing, self.lowest, self.highest) = (count, lowest, highest)
  }
}
