/// The bytes of a head, taken one by one up to its empty line; line ends are judged here.
struct HeadCollector {
  private(set) var bytes: [UInt8] = []

  /// Takes bytes from `position` on; true once the head is whole.
  mutating func receive(
    _ more: Span<UInt8>, from position: inout Int, limits: HTTPLimits
  ) throws(HTTPFault) -> Bool {
    while position < more.count {
      let byte = more[position]
      position &+= 1
      // RFC 9112 2.2 lets a reader take a bare LF for a line end; two readers that differ in it are how requests are
      // smuggled, so neither half may come without the other.
      guard (byte == UInt8(ascii: "\n")) == (bytes.last == UInt8(ascii: "\r")) else {
        throw .malformed("a line ends in CR LF")
      }
      bytes.append(byte)
      let isWhole = byte == UInt8(ascii: "\n") && endsHead
      try check(limits)
      if isWhole { return true }
    }
    return false
  }

  /// The lines without their ends, once the head is whole; the empty one is left out.
  var lines: [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      // Every LF has a CR before it.
      lines.append(bytes[start..<(end &- 1)])
      start = end &+ 1
    }
    return lines.dropLast()
  }

  private var endsHead: Bool {
    mutating get {
      // RFC 9112 2.2: an empty line before the request line is passed over.
      if bytes.count == 2 { bytes = [] }
      return bytes.count >= 4 && bytes[bytes.count &- 3] == UInt8(ascii: "\n")
    }
  }

  private func check(_ limits: HTTPLimits) throws(HTTPFault) {
    guard bytes.count <= limits.head else { throw .headTooLarge(limit: limits.head) }
    guard bytes.count == limits.requestLine, !bytes.contains(UInt8(ascii: "\n")) else { return }
    throw .targetTooLong(limit: limits.requestLine)
  }
}
