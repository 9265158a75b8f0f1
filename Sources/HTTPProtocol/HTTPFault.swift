/// Why a request can't be read; where the next one begins is then unknown too: answer, then close.
package enum HTTPFault: Error, Equatable, Sendable {
  /// Not the grammar of RFC 9112, or a spelling that two readers may read in two ways.
  case malformed(String)
  /// The request line is longer than the limit.
  case targetTooLong(limit: Int)
  /// The head has more bytes or fields than the limit.
  case headTooLarge(limit: Int)
  /// The body is longer than the limit.
  case bodyTooLarge(limit: Int)
  /// A body whose length is not said beforehand: chunked bodies are not taken.
  case lengthRequired
  /// A transfer coding or a method that nobody here knows.
  case notImplemented
  /// An expectation other than 100-continue.
  case expectationFailed
  /// Neither HTTP/1.0 nor HTTP/1.1.
  case unsupportedVersion
  /// The request did not come in time.
  case timedOut

  /// The status that says so.
  package var status: HTTPStatus {
    switch self {
    case .malformed: 400
    case .targetTooLong: 414
    case .headTooLarge: 431
    case .bodyTooLarge: 413
    case .lengthRequired: 411
    case .notImplemented: 501
    case .expectationFailed: 417
    case .unsupportedVersion: 505
    case .timedOut: 408
    }
  }

  /// The answer to give: a line of plain text that names the field or the limit.
  package var response: HTTPResponse { HTTPResponse(status, text: description + "\n", closes: true) }
}

extension HTTPFault: CustomStringConvertible {
  /// What is wrong, in words.
  package var description: String {
    switch self {
    case .malformed(let what): "malformed request: \(what)"
    case .targetTooLong(let limit): "the request line is longer than \(limit) bytes"
    case .headTooLarge(let limit): "the head is larger than the limit of \(limit)"
    case .bodyTooLarge(let limit): "the body is larger than \(limit) bytes"
    case .lengthRequired: "send a Content-Length"
    case .notImplemented: "the method or the transfer coding is not known here"
    case .expectationFailed: "the only expectation known here is 100-continue"
    case .unsupportedVersion: "HTTP/1.1 is spoken here"
    case .timedOut: "the request did not come in time"
    }
  }
}
