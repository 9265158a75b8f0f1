extension HTTPHeaders {
  /// Reads field lines (RFC 9112 5).
  init(lines: some Collection<ArraySlice<UInt8>>, limit: Int) throws(HTTPFault) {
    guard lines.count <= limit else { throw .headTooLarge(limit: limit) }
    self.init()
    for line in lines { try addLine(line) }
  }

  /// The one value of a field that may come only once.
  func single(_ name: String) throws(HTTPFault) -> String? {
    var value: String?
    for field in fields where Self.isSame(field.name, name) {
      guard value == nil else { throw .malformed("more than one \(name)") }
      value = field.value
    }
    return value
  }

  private mutating func addLine(_ line: ArraySlice<UInt8>) throws(HTTPFault) {
    // RFC 9112 5.2: a line that begins with white space would go on with the field before it.
    guard let first = line.first, first != 0x20, first != 0x09 else { throw .malformed("a folded header field") }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .malformed("a header field without colon") }
    let name = line[..<colon]
    // RFC 9112 5.1: white space before the colon is refused, and it is no letter of a name.
    guard !name.isEmpty, name.allSatisfy(HTTPGrammar.isTokenByte) else { throw .malformed("a header field's name") }
    let value = Self.trimmed(line[(colon + 1)...])
    guard value.allSatisfy(HTTPGrammar.isFieldByte) else { throw .malformed("a header field's value") }
    add(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
  }

  private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    guard let last = value.lastIndex(where: { !isSpace($0) }) else { return [] }
    return value[...last].drop(while: isSpace)
  }
}
