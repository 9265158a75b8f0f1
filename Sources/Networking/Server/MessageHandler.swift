package import Primitives
package import WebSocketProtocol

/// Who takes what arrives on one connection, whatever carries it; lives in the connection's isolation.
package protocol MessageHandler: AnyObject {
  /// The request was answered; sending works from here on.
  func opened(on connection: isolated Connection)
  /// A whole message came; the bytes are lent and change once this returns. Text is valid UTF-8.
  func received(_ message: Span<UInt8>, kind: MessageKind, on connection: isolated Connection)
  /// It is over, exactly once; the peer's code, or nil when the socket died without one.
  func closed(code: CloseCode?, on connection: isolated Connection)
  /// When `pass` wants to be called; nil: only messages matter.
  var nextDeadline: Instant? { get }
  /// The deadline came.
  func pass(_ now: Instant, on connection: isolated Connection)
}

extension MessageHandler {
  /// None, for handlers that keep no time.
  package var nextDeadline: Instant? { nil }
  /// Nothing to do, for handlers that keep no time.
  package func pass(_ now: Instant, on connection: isolated Connection) {}
}
