/// Base64 of RFC 4648: the padded standard alphabet and the unpadded alphabet for addresses and file names.
package enum Base64: Sendable {
  /// `+ /` with `=` at the end.
  case standard
  /// `- _` without padding.
  case url

  /// The bytes as text.
  package func encoded(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: ascii(bytes), as: UTF8.self)
  }

  /// The bytes as ASCII letters.
  package func ascii(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var letters: [UInt8] = []
    letters.reserveCapacity((bytes.count + 2) / 3 * 4)
    var (held, bits) = (UInt32(0), 0)
    for byte in bytes {
      (held, bits) = (held << 8 | UInt32(byte), bits + 8)
      while bits >= 6 {
        bits -= 6
        letters.append(letter(UInt8(held >> UInt32(bits) & 63)))
      }
    }
    if bits > 0 { letters.append(letter(UInt8(held << UInt32(6 - bits) & 63))) }
    if self == .standard { while letters.count % 4 != 0 { letters.append(UInt8(ascii: "=")) } }
    return letters
  }

  /// Reads text back; nil for a wrong letter, wrong padding, or bits that no encoder leaves set.
  package func decoded(_ text: some StringProtocol) -> [UInt8]? { decoded(Array(text.utf8)) }

  /// Reads ASCII letters back; nil for a wrong letter, wrong padding, or bits that no encoder leaves set.
  package func decoded(_ letters: [UInt8]) -> [UInt8]? {
    guard let body = unpadded(letters), body.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.count * 3 / 4)
    var (held, bits) = (UInt32(0), 0)
    for letter in body {
      guard let digit = digit(letter) else { return nil }
      (held, bits) = (held << 6 | UInt32(digit), bits + 6)
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
    }
    // RFC 4648 3.5: two spellings of the same bytes would make keys and signatures malleable.
    guard held & (1 << UInt32(bits) - 1) == 0 else { return nil }
    return bytes
  }

  private func unpadded(_ letters: [UInt8]) -> ArraySlice<UInt8>? {
    guard self == .standard else { return letters[...] }
    guard letters.count % 4 == 0 else { return nil }
    var body = letters[...]
    for _ in 0..<2 where body.last == UInt8(ascii: "=") { body.removeLast() }
    return body
  }

  private func letter(_ digit: UInt8) -> UInt8 {
    switch digit {
    case 0..<26: UInt8(ascii: "A") + digit
    case 26..<52: UInt8(ascii: "a") + digit - 26
    case 52..<62: UInt8(ascii: "0") + digit - 52
    case 62: self == .standard ? UInt8(ascii: "+") : UInt8(ascii: "-")
    default: self == .standard ? UInt8(ascii: "/") : UInt8(ascii: "_")
    }
  }

  private func digit(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
    case self.letter(62): 62
    case self.letter(63): 63
    default: nil
    }
  }
}
