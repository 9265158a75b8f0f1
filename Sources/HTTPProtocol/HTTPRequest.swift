/// One whole request.
package struct HTTPRequest: Equatable, Sendable {
  /// What to do.
  package let method: HTTPMethod
  /// To what: decoded, starts with a slash, without dot segments; `*` only for OPTIONS.
  package let path: String
  /// What stands after the question mark, as it was sent; empty when there is nothing.
  package let rawQuery: String
  /// The version that was spoken.
  package let version: HTTPVersion
  /// The header fields.
  package let headers: HTTPHeaders
  /// The body; empty when there is none.
  package internal(set) var body: [UInt8]

  /// A request as it might have come, for tests and tools.
  package init(
    _ method: HTTPMethod, _ path: String, rawQuery: String = "", version: HTTPVersion = .http11,
    headers: HTTPHeaders = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.rawQuery = rawQuery
    (self.version, self.headers, self.body) = (version, headers, body)
  }

  /// Whether the client wants to send more requests on this connection.
  package var keepAlive: Bool { version == .http11 && !headers.list("connection", contains: "close") }

  /// The value of the first query parameter of this name; nil when there is none or it is not UTF-8.
  package func query(_ name: String) -> String? {
    for pair in rawQuery.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard PercentEncoding.decodedForm(parts[0]) == name else { continue }
      return parts.count > 1 ? PercentEncoding.decodedForm(parts[1]) : ""
    }
    return nil
  }

  /// The value of the first cookie of this name.
  package func cookie(_ name: String) -> String? { Cookie.value(of: name, in: headers) }
}
