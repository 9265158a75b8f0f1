/// The head of an answer, as the load tool's client needs it.
package struct HTTPResponseHead: Equatable, Sendable {
  /// The status.
  package let status: HTTPStatus
  /// The header fields.
  package let headers: HTTPHeaders

  /// Reads a head from the front of `bytes`, and how many bytes it has; nil while it is incomplete.
  package static func read(_ bytes: [UInt8]) throws(HTTPFault) -> (head: HTTPResponseHead, size: Int)? {
    var collected = HeadCollector()
    var size = 0
    let limits = HTTPLimits()
    guard try collected.receive(bytes.span, from: &size, limits: limits) else { return nil }
    return (try HTTPResponseHead(collected.lines, limits), size)
  }

  private init(_ lines: [ArraySlice<UInt8>], _ limits: HTTPLimits) throws(HTTPFault) {
    let words = lines.first?.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false) ?? []
    guard words.count >= 2, words[0].elementsEqual("HTTP/1.1".utf8), words[1].count == 3,
      let status = Int(String(decoding: words[1], as: UTF8.self))
    else { throw .malformed("the status line") }
    self.status = HTTPStatus(rawValue: status)
    headers = try HTTPHeaders(lines: lines.dropFirst(), limit: limits.fields)
  }
}
