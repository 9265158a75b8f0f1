/// Bytes as pairs of hexadecimal digits.
package enum Hex {
  /// Two lower-case digits a byte.
  package static func encoded(_ bytes: some Collection<UInt8>) -> String {
    var letters: [UInt8] = []
    letters.reserveCapacity(bytes.count * 2)
    for byte in bytes { letters += [letter(byte >> 4), letter(byte & 15)] }
    return String(decoding: letters, as: UTF8.self)
  }

  /// Reads digits of either case back; nil for an odd count or another letter.
  package static func decoded(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for letter in text.utf8 {
      guard let digit = digit(letter) else { return nil }
      if let first = high { bytes.append(first << 4 | digit) }
      high = high == nil ? digit : nil
    }
    return high == nil ? bytes : nil
  }

  /// The value of one digit; nil for any other letter.
  package static func digit(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): letter - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): letter - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func letter(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
