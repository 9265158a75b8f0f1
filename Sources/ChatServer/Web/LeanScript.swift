/// Our scripts without what only their readers need.
///
/// Documentation comments go wherever they stand, others that begin a line, and indentation: a third less to fetch. Lines stay, emptied, so that a complaint from a browser names the line of the source. Not a parser, and needs none:
/// in Public/ no string holds `/**`, or goes over several lines in which one begins with `//` or needs its leading spaces.
package enum LeanScript {
  private static let opens = Array("/**".utf8)
  private static let closes = Array("*/".utf8)
  private static let line = Array("//".utf8)

  /// The same program, shorter.
  package static func lean(_ source: [UInt8]) -> [UInt8] {
    var lean: [UInt8] = []
    lean.reserveCapacity(source.count)
    var isInComment = false
    for text in source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if !lean.isEmpty || text.startIndex > 0 { lean.append(UInt8(ascii: "\n")) }
      lean += code(in: text, isInComment: &isInComment)
    }
    while lean.last == UInt8(ascii: "\n") { lean.removeLast() }
    return lean
  }

  private static func code(in line: ArraySlice<UInt8>, isInComment: inout Bool) -> ArraySlice<UInt8> {
    var (code, rest) = (ArraySlice<UInt8>(), trimmed(line))
    while true {
      guard isInComment || !code.isEmpty || !rest.starts(with: Self.line) else { return [] }
      if isInComment {
        guard let end = rest.firstRange(of: closes) else { return code }
        isInComment = false
        rest = trimmed(rest[end.upperBound...])
      }
      guard let start = rest.firstRange(of: opens) else { break }
      code += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      isInComment = true
    }
    return code + rest
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}
