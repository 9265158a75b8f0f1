extension JSONReader {
  /// Reads a string.
  package mutating func string() throws(JSONError) -> String {
    let scan = try scanString()
    return scan.isEscaped ? try unescaped(scan.range) : try decoded(scan.range)
  }

  /// Reads a string that stands for something else, an id say, without making a string of it: hands over its bytes.
  ///
  /// Escaped, or not what `body` wants (nil), it is of another type.
  package mutating func ascii<Value>(_ body: (Span<UInt8>) -> Value?) throws(JSONError) -> Value {
    let scan = try scanString()
    guard !scan.isEscaped, let value = body(bytes.extracting(scan.range)) else {
      throw .type(at: scan.range.lowerBound)
    }
    return value
  }

  /// Reads a string and says where its letters stand in the text; nil when one of them is escaped.
  package mutating func plainString() throws(JSONError) -> Range<Int>? {
    let scan = try scanString()
    return scan.isEscaped ? nil : scan.range
  }

  /// Where a string's letters stand, and whether an escape is among them.
  struct StringScan {
    var range: Range<Int>
    var isEscaped: Bool
  }

  /// Passes a string and checks it: escapes, control characters, UTF-8.
  mutating func scanString() throws(JSONError) -> StringScan {
    guard try kind() == .string else { throw .type(at: index) }
    index &+= 1
    let start = index
    var (isEscaped, seen) = (false, passPlainLetters())
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        let range = start..<index
        index &+= 1
        if seen >= 0x80 { try validate(range) }
        return StringScan(range: range, isEscaped: isEscaped)
      }
      guard byte >= 0x20 else { throw .syntax(at: index) }
      seen |= byte
      index &+= 1
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        _ = try escape()
      }
    }
    throw .syntax(at: index)
  }

  /// Passes letters eight at a time as long as none of them means something here; their bits, taken together.
  private mutating func passPlainLetters() -> UInt8 {
    var seen: UInt64 = 0
    while index &+ 8 <= bytes.count {
      // Proved by the line above to be there.
      let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
      guard !Self.hasSpecial(word) else { break }
      seen |= word
      index &+= 8
    }
    return seen & 0x8080_8080_8080_8080 == 0 ? 0 : 0x80
  }

  /// Whether one of eight letters is a quote, a backslash or a control character; sometimes also when none is.
  private static func hasSpecial(_ word: UInt64) -> Bool {
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let quote = word ^ ones &* UInt64(UInt8(ascii: "\"")), escape = word ^ ones &* UInt64(UInt8(ascii: "\\"))
    let controls = (word &- ones &* 0x20) & ~word
    return (((quote &- ones) & ~quote) | ((escape &- ones) & ~escape) | controls) & tops != 0
  }

  /// Passes what follows a backslash and says which character it stands for.
  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    guard index < bytes.count else { throw .syntax(at: index) }
    let letter = bytes[index]
    index &+= 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try codePoint()
    default: throw .syntax(at: index &- 1)
    }
  }

  /// RFC 8259 7: a character beyond the first 65 536 is written as two escapes; half of one is nothing.
  private mutating func codePoint() throws(JSONError) -> Unicode.Scalar {
    let start = index
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, index &+ 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index &+ 1] == UInt8(ascii: "u")
    else { throw .encoding(at: start) }
    index &+= 2
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x1_0000 &+ (first &- 0xD800) << 10 &+ (second &- 0xDC00))
    else { throw .encoding(at: start) }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count else { throw .syntax(at: index) }
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte &- UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte &- UInt8(ascii: "a") &+ 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte &- UInt8(ascii: "A") &+ 10)
      default: throw .syntax(at: index)
      }
      index &+= 1
    }
    return value
  }

  private func validate(_ range: Range<Int>) throws(JSONError) {
    do { _ = try UTF8Span(validating: bytes.extracting(range)) } catch {
      throw .encoding(at: range.lowerBound &+ error.byteOffsets.lowerBound)
    }
  }

  private func decoded(_ range: Range<Int>) throws(JSONError) -> String {
    do { return String(copying: try UTF8Span(validating: bytes.extracting(range))) } catch {
      throw .encoding(at: range.lowerBound)
    }
  }

  private func unescaped(_ range: Range<Int>) throws(JSONError) -> String {
    var rest = JSONReader(bytes)
    rest.index = range.lowerBound
    var letters: [UInt8] = []
    letters.reserveCapacity(range.count)
    while rest.index < range.upperBound {
      let byte = bytes[rest.index]
      rest.index &+= 1
      guard byte == UInt8(ascii: "\\") else {
        letters.append(byte)
        continue
      }
      letters.append(contentsOf: UTF8.encode(try rest.escape()) ?? UTF8.encodedReplacementCharacter)
    }
    do { return String(copying: try UTF8Span(validating: letters.span)) } catch {
      throw .encoding(at: range.lowerBound)
    }
  }
}
