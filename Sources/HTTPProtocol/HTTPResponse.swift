/// One answer.
package struct HTTPResponse: Equatable, Sendable {
  /// How it went.
  package var status: HTTPStatus
  /// The header fields but Content-Length, Date and Connection, which the writer adds.
  package var headers: HTTPHeaders
  /// The body.
  package var body: [UInt8]
  /// Whether the connection ends after it.
  package var closes: Bool

  /// An answer of these parts.
  package init(_ status: HTTPStatus, headers: HTTPHeaders = [:], body: [UInt8] = [], closes: Bool = false) {
    (self.status, self.headers, self.body, self.closes) = (status, headers, body, closes)
  }

  /// Plain text for a person.
  package init(_ status: HTTPStatus, text: String, closes: Bool = false) {
    self.init(
      status, headers: ["Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff"],
      body: Array(text.utf8), closes: closes)
  }
}
