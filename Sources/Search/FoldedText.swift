/// A text as it is searched: words in small plain letters, each with one space before it, in UTF-8.
///
/// Letters and digits are words of their own, so `HR-1187`, `hr 1187` and `HR1187` are the same.
package struct FoldedText: Sendable {
  /// Its bytes: ` is the kettle back`.
  package private(set) var bytes: [UInt8] = []
  private var last = Letters.Kind.space

  /// Folds a text.
  package init(_ text: String) {
    bytes.reserveCapacity(text.utf8.count &+ 8)
    for scalar in text.unicodeScalars { take(scalar) }
  }

  /// Folds a text and says of each byte which scalar it came from.
  init(_ scalars: [Unicode.Scalar], origins: inout [Int]) {
    for (index, scalar) in scalars.enumerated() {
      take(scalar)
      while origins.count < bytes.count { origins.append(index) }
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    guard scalar.isASCII else {
      let kind = Letters.kind(scalar)
      guard begin(kind) else { return }
      return Letters.append(scalar, kind, to: &bytes)
    }
    switch UInt8(truncatingIfNeeded: scalar.value) {
    case let letter where (0x61...0x7A).contains(letter): put(letter, .letter)
    case let letter where (0x41...0x5A).contains(letter): put(letter | 0x20, .letter)
    case let digit where (0x30...0x39).contains(digit): put(digit, .digit)
    default: last = .space
    }
  }

  // Most letters of most texts: nothing is asked of them that only others need.
  private mutating func put(_ byte: UInt8, _ kind: Letters.Kind) {
    if kind != last { bytes.append(UInt8(ascii: " ")) }
    last = kind
    bytes.append(byte)
  }

  /// Begins a new word where one begins; false when there is nothing to write.
  private mutating func begin(_ kind: Letters.Kind) -> Bool {
    guard kind != .mark else { return false }
    if kind != .space, kind != last || kind == .alone { bytes.append(UInt8(ascii: " ")) }
    last = kind
    return kind != .space
  }

  /// Calls back with each word of a piece of folded text, without its space.
  static func forEachWord(in bytes: Span<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, bytes[end] != UInt8(ascii: " ") { end &+= 1 }
      if end > start { body(start..<end) }
      start = end &+ 1
    }
  }
}
