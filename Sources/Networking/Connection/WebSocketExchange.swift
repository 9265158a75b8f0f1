import Primitives
import WebSocketProtocol

/// A connection's state while it is a WebSocket; an object, so that its buffers are changed in place.
final class WebSocketExchange {
  var session: WebSocketSession
  let handler: any MessageHandler

  init(_ session: WebSocketSession, _ handler: any MessageHandler) {
    (self.session, self.handler) = (session, handler)
  }

  /// The earlier of what the protocol and the handler wait for.
  var nextDeadline: Instant? {
    guard let first = session.nextDeadline else { return handler.nextDeadline }
    return min(first, handler.nextDeadline ?? first)
  }
}
