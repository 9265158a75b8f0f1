/// The head of an answer, as the load tool's client needs it.
package struct HTTPResponseHead: Equatable, Sendable {
  /// The status.
  package let status: HTTPStatus
  /// The header fields.
  package let headers: HTTPHeaders

  /// Reads a head from the front of `bytes`, and how many bytes it has; nil while it is incomplete.
  package static func read(_ bytes: [UInt8]) throws(HTTPFault) -> (head: HTTPResponseHead, size: Int)? {
    nil
  }
}
