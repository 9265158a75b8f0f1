/// The status of an answer (RFC 9110 15).
package struct HTTPStatus: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// The three digits.
  package let rawValue: Int

  /// Any status from 100 to 599.
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Any status from 100 to 599.
  package init(integerLiteral value: Int) { rawValue = value }

  /// The words after the digits; empty when there are none.
  package var reason: String { Self.reasons[rawValue] ?? "" }

  /// Whether an answer of this status never has a body (RFC 9110 6.4.1).
  package var isBodiless: Bool { rawValue < 200 || rawValue == 204 || rawValue == 304 }

  private static let reasons: [Int: String] = [
    100: "Continue", 101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content",
    206: "Partial Content", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
    307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout", 409: "Conflict",
    410: "Gone", 411: "Length Required", 412: "Precondition Failed", 413: "Content Too Large", 414: "URI Too Long",
    415: "Unsupported Media Type", 417: "Expectation Failed", 421: "Misdirected Request",
    422: "Unprocessable Content", 426: "Upgrade Required", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
    503: "Service Unavailable", 505: "HTTP Version Not Supported", 507: "Insufficient Storage",
  ]
}
