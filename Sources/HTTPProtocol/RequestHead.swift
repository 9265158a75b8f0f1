/// A request but for its body, judged by every rule against reading it in two ways.
struct RequestHead {
  let method: HTTPMethod
  let target: RequestTarget
  let version: HTTPVersion
  let headers: HTTPHeaders
  /// How many bytes of body follow.
  let bodyLength: Int
  /// Whether the client waits for a word before it sends them.
  let expectsContinue: Bool

  init(_ collected: HeadCollector, limits: HTTPLimits) throws(HTTPFault) {
    let lines = collected.lines
    guard let words = lines.first?.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false),
      words.count == 3
    else { throw .malformed("the request line") }
    version = try Self.version(words[2])
    method = try Self.method(words[0])
    target = try RequestTarget(words[1], method: method)
    headers = try HTTPHeaders(lines: lines.dropFirst(), limit: limits.fields)
    bodyLength = try Self.bodyLength(headers, limit: limits.body)
    expectsContinue = try Self.expectsContinue(headers, version)
    try checkHost()
    try checkUpgrade()
  }

  func request(body: [UInt8]) -> HTTPRequest {
    HTTPRequest(
      method, target.path, rawQuery: target.rawQuery, version: version, headers: headers, body: body)
  }

  private static func method(_ word: ArraySlice<UInt8>) throws(HTTPFault) -> HTTPMethod {
    guard !word.isEmpty, word.allSatisfy(HTTPGrammar.isTokenByte) else { throw .malformed("the method") }
    guard let method = HTTPMethod(rawValue: String(decoding: word, as: UTF8.self)) else { throw .notImplemented }
    return method
  }

  private static func version(_ word: ArraySlice<UInt8>) throws(HTTPFault) -> HTTPVersion {
    switch String(decoding: word, as: UTF8.self) {
    case "HTTP/1.1": return .http11
    case "HTTP/1.0": return .http10
    case let other where other.hasPrefix("HTTP/"): throw .unsupportedVersion
    default: throw .malformed("the request line")
    }
  }

  /// RFC 9112 6.3: both lengths at once are refused, as is a coding in front of which nobody knows the length.
  private static func bodyLength(_ headers: HTTPHeaders, limit: Int) throws(HTTPFault) -> Int {
    let length = try headers.single("Content-Length")
    if let coding = try headers.single("Transfer-Encoding") {
      guard length == nil else { throw .malformed("both Transfer-Encoding and Content-Length") }
      throw HTTPHeaders.isSame(coding, "chunked") ? .lengthRequired : .notImplemented
    }
    guard let length else { return 0 }
    guard !length.isEmpty, length.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .malformed("the Content-Length")
    }
    // A number too large for Int is too large for the limit as well.
    guard let bytes = Int(length), bytes <= limit else { throw .bodyTooLarge(limit: limit) }
    return bytes
  }

  private static func expectsContinue(_ headers: HTTPHeaders, _ version: HTTPVersion) throws(HTTPFault) -> Bool {
    guard version == .http11, let expectation = headers["Expect"] else { return false }
    guard HTTPHeaders.isSame(expectation, "100-continue") else { throw .expectationFailed }
    return true
  }

  /// RFC 9112 3.2: one Host, and it agrees with a server named in the target.
  private func checkHost() throws(HTTPFault) {
    guard let host = try headers.single("Host") else {
      guard version == .http10 else { throw .malformed("no Host") }
      return
    }
    let isHost = host.utf8.allSatisfy { HTTPGrammar.isTargetByte($0) && !"/?#@\\,".utf8.contains($0) }
    guard isHost, target.authority.map({ HTTPHeaders.isSame($0, host) }) ?? true else { throw .malformed("the Host") }
  }

  /// A body before a change of protocol would be read as the new protocol's bytes by some, and as a request by others.
  private func checkUpgrade() throws(HTTPFault) {
    guard try headers.single("Upgrade") != nil, bodyLength > 0 else { return }
    throw .malformed("a body with an Upgrade")
  }
}
