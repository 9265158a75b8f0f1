/// Reads one JSON text by pulling: nothing is allocated but the strings asked for, and keys of up to 15 bytes are free.
///
///     var reader = JSONReader(bytes)
///     try reader.openObject()
///     while let key = try reader.nextKey() {
///       switch key {
///       case "seq": seq = try reader.int()
///       default: try reader.skip()
///       }
///     }
///     try reader.finish()
///
/// Strict (RFC 8259), UTF-8 only, at most `depthLimit` deep. After `nextKey` or `nextElement` exactly one value must
/// be read or skipped. A key that comes twice is handed out twice, so the last one wins.
package struct JSONReader: ~Escapable {
  /// How deep objects and arrays may nest: nothing we speak nests deeper than five.
  package static let depthLimit = 32

  let bytes: Span<UInt8>
  var index = 0
  private var depth = 0
  // Bit n stands for nesting level n: whether it already has a member, so that a comma is due before the next.
  private var begun: UInt64 = 0

  /// Begins before the first byte.
  @_lifetime(copy bytes)
  package init(_ bytes: Span<UInt8>) { self.bytes = bytes }

  /// How many bytes have been read.
  package var offset: Int { index }

  /// The kind of the next value; nothing is consumed but white space.
  package mutating func kind() throws(JSONError) -> JSONKind {
    switch try peek() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw .syntax(at: index)
    }
  }

  /// Steps into an object; `nextKey` follows.
  package mutating func openObject() throws(JSONError) { try open(UInt8(ascii: "{"), .object) }

  /// Steps into an array; `nextElement` follows.
  package mutating func openArray() throws(JSONError) { try open(UInt8(ascii: "["), .array) }

  /// The next member's key, or nil past the last, which steps out of the object.
  package mutating func nextKey() throws(JSONError) -> String? {
    guard try advances(to: UInt8(ascii: "}")) else { return nil }
    guard try peek() == UInt8(ascii: "\"") else { throw .syntax(at: index) }
    let key = try string()
    try expect(UInt8(ascii: ":"))
    return key
  }

  /// The next member's key as a number, its letters behind each other with seven bits each; nil past the last.
  ///
  /// 0 for a key that has more than nine letters, an escape, or letters beyond ASCII. Nothing is allocated.
  package mutating func nextShortKey() throws(JSONError) -> UInt64? {
    guard try advances(to: UInt8(ascii: "}")) else { return nil }
    guard try peek() == UInt8(ascii: "\"") else { throw .syntax(at: index) }
    let scan = try scanString()
    try expect(UInt8(ascii: ":"))
    guard !scan.isEscaped, scan.range.count <= 9 else { return 0 }
    var word: UInt64 = 0
    for place in scan.range {
      guard bytes[place] < 0x80 else { return 0 }
      word = word << 7 | UInt64(bytes[place])
    }
    return word
  }

  /// Whether another element follows; false past the last, which steps out of the array.
  package mutating func nextElement() throws(JSONError) -> Bool { try advances(to: UInt8(ascii: "]")) }

  /// Reads `true` or `false`.
  package mutating func bool() throws(JSONError) -> Bool {
    guard try kind() == .bool else { throw .type(at: index) }
    let isTrue = bytes[index] == UInt8(ascii: "t")
    try literal(isTrue ? "true" : "false")
    return isTrue
  }

  /// Reads `null`.
  package mutating func null() throws(JSONError) {
    guard try kind() == .null else { throw .type(at: index) }
    try literal("null")
  }

  /// Reads over one value of any kind, as strictly as if it were wanted.
  package mutating func skip() throws(JSONError) {
    switch try kind() {
    case .object:
      try openObject()
      while try nextMember() { try skip() }
    case .array:
      try openArray()
      while try nextElement() { try skip() }
    case .string: _ = try scanString()
    case .number: _ = try scanNumber()
    case .bool: _ = try bool()
    case .null: try null()
    }
  }

  /// Checks that nothing follows the value but white space.
  package mutating func finish() throws(JSONError) {
    skipSpace()
    guard index == bytes.count else { throw .trailing(at: index) }
  }
}

extension JSONReader {
  private mutating func open(_ bracket: UInt8, _ wanted: JSONKind) throws(JSONError) {
    guard try kind() == wanted else { throw .type(at: index) }
    guard depth < Self.depthLimit else { throw .depth(at: index) }
    try expect(bracket)
    depth &+= 1
    begun &= ~(1 << UInt64(depth))
  }

  /// Passes the comma before a member, or the bracket that ends them all.
  private mutating func advances(to close: UInt8) throws(JSONError) -> Bool {
    guard depth > 0 else { throw .syntax(at: index) }
    let byte = try peek()
    let bit: UInt64 = 1 << UInt64(depth)
    if byte == close {
      index &+= 1
      depth &-= 1
      return false
    }
    if begun & bit != 0 { try expect(UInt8(ascii: ",")) }
    begun |= bit
    return true
  }

  private mutating func nextMember() throws(JSONError) -> Bool {
    guard try advances(to: UInt8(ascii: "}")) else { return false }
    guard try peek() == UInt8(ascii: "\"") else { throw .syntax(at: index) }
    _ = try scanString()
    try expect(UInt8(ascii: ":"))
    return true
  }

  private mutating func literal(_ word: String) throws(JSONError) {
    for letter in word.utf8 {
      guard index < bytes.count, bytes[index] == letter else { throw .syntax(at: index) }
      index &+= 1
    }
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard try peek() == byte else { throw .syntax(at: index) }
    index &+= 1
  }

  @inline(__always)
  private mutating func peek() throws(JSONError) -> UInt8 {
    if index < bytes.count, bytes[index] > 0x20 { return bytes[index] }
    skipSpace()
    guard index < bytes.count else { throw .syntax(at: index) }
    return bytes[index]
  }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index &+= 1
      default: return
      }
    }
  }
}
