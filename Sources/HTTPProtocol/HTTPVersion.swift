/// The two versions that are understood.
package enum HTTPVersion: Sendable {
  /// HTTP/1.0: answered, then closed.
  case http10
  /// HTTP/1.1.
  case http11
}
