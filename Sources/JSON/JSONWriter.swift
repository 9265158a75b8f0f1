/// Writes one JSON text into bytes, without spaces; commas come by themselves.
///
///     var writer = JSONWriter()
///     writer.object {
///       $0.field("type", "ack")
///       $0.field("seq", 12)
///     }
package struct JSONWriter: Sendable {
  /// What has been written.
  package private(set) var bytes: [UInt8] = []
  private let escaping: Escaping
  // A value was just completed on this level, so a comma is due before the next.
  private var isCommaDue = false

  /// Which letters are written as escapes beyond those that must be.
  package enum Escaping: Sendable {
    /// Only what RFC 8259 demands.
    case required
    /// Also `<`, U+2028 and U+2029, so that the text may stand inside a script of an HTML page.
    case script
  }

  /// Begins an empty text.
  package init(reserving capacity: Int = 256, escaping: Escaping = .required) {
    self.escaping = escaping
    bytes.reserveCapacity(capacity)
  }

  /// Writes an object whose fields `body` writes.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    nested(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes an array whose elements `body` writes.
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    nested(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  /// Writes a key that needs no escape; a value must follow.
  package mutating func key(_ name: String) {
    if isCommaDue { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    isCommaDue = false
  }

  /// Writes a string.
  package mutating func value(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    if needsEscape(text) { escape(text) } else { bytes.append(contentsOf: text.utf8) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a string of ASCII letters, digits and signs that need no escape: an id, say.
  package mutating func value(ascii: [UInt8]) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: ascii)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a string of ASCII letters, digits and signs that `body` appends and that need no escape.
  package mutating func value(ascii body: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    body(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a whole number.
  package mutating func value(_ number: Int) {
    separate()
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = number.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Writes a number; what JSON cannot say (infinity, not a number) becomes `null`.
  package mutating func value(_ number: Double) {
    separate()
    bytes.append(contentsOf: (number.isFinite ? "\(number)" : "null").utf8)
  }

  /// Writes `true` or `false`.
  package mutating func value(_ isTrue: Bool) {
    separate()
    bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
  }

  /// Writes `null`.
  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes a value that is JSON already.
  package mutating func value(json: [UInt8]) {
    separate()
    bytes.append(contentsOf: json)
  }
}

extension JSONWriter {
  private mutating func separate() {
    if isCommaDue { bytes.append(UInt8(ascii: ",")) }
    isCommaDue = true
  }

  private mutating func nested(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(open)
    isCommaDue = false
    body(&self)
    bytes.append(close)
    isCommaDue = true
  }

  // 0xE2 begins U+2028 and U+2029 in UTF-8.
  private func needsEscape(_ text: String) -> Bool {
    let letters = text.utf8.span
    for index in letters.indices where needsEscape(letters[index]) { return true }
    return false
  }

  private func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
      || (escaping == .script && (byte == UInt8(ascii: "<") || byte == 0xE2))
  }

  private mutating func escape(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes.append(contentsOf: "\\\"".utf8)
      case "\\": bytes.append(contentsOf: "\\\\".utf8)
      case "\n": bytes.append(contentsOf: "\\n".utf8)
      case "\r": bytes.append(contentsOf: "\\r".utf8)
      case "\t": bytes.append(contentsOf: "\\t".utf8)
      case "\u{0}"..<" ": numbered(scalar)
      case "<" where escaping == .script: numbered(scalar)
      case "\u{2028}" where escaping == .script: numbered(scalar)
      case "\u{2029}" where escaping == .script: numbered(scalar)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private mutating func numbered(_ scalar: Unicode.Scalar) {
    let digits = String(scalar.value, radix: 16)
    bytes.append(contentsOf: "\\u".utf8)
    bytes.append(contentsOf: String(repeating: "0", count: Swift.max(0, 4 - digits.utf8.count)).utf8)
    bytes.append(contentsOf: digits.utf8)
  }
}
