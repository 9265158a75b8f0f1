import Primitives

/// Percent encoding (RFC 3986 2.1).
package enum PercentEncoding {
  /// The text behind the escapes; nil for a broken escape or bytes that are not UTF-8.
  package static func decoded(_ text: some StringProtocol) -> String? { decoded(text, space: nil) }

  /// The same for form values, where a plus is a space.
  package static func decodedForm(_ text: some StringProtocol) -> String? { decoded(text, space: UInt8(ascii: "+")) }

  /// The text with everything but letters, digits and `-._~` escaped.
  package static func encoded(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) { bytes.append(byte) } else { bytes += Array("%\(Hex.encoded([byte]).uppercased())".utf8) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The bytes behind the escapes; nil for a broken escape.
  static func decodedBytes(_ text: some Collection<UInt8>, space: UInt8? = nil) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var letters = text.makeIterator()
    while let letter = letters.next() {
      guard letter == UInt8(ascii: "%") else {
        bytes.append(letter == space ? UInt8(ascii: " ") : letter)
        continue
      }
      guard let high = letters.next().flatMap(Hex.digit), let low = letters.next().flatMap(Hex.digit) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func decoded(_ text: some StringProtocol, space: UInt8?) -> String? {
    decodedBytes(text.utf8, space: space).flatMap { String(validating: $0, as: UTF8.self) }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
