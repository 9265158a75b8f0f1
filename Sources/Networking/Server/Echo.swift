package import HTTPProtocol
import WebSocketProtocol

/// Answers every message with itself: for conformance suites and benchmarks, on the same engine as the chat.
package struct Echo: Application {
  private let limits: WebSocketLimits

  /// The bounds for suites whose largest message has 16 MiB.
  package init() {
    var limits = WebSocketLimits()
    limits.message = 16 << 20
    self.limits = limits
  }

  /// The bounds of the connections below: as many as there are descriptors, and room for the largest message.
  package static var connectionLimits: ConnectionLimits {
    var limits = ConnectionLimits()
    limits.connectionsPerAddress = .max
    limits.backlog = 64 << 20
    return limits
  }

  /// Every request is to become a WebSocket.
  package func received(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPReply {
    .upgrade(WebSocketUpgrade(limits: limits, handler: EchoHandler.shared))
  }
}

/// Has no state, and so serves every connection.
private final class EchoHandler: MessageHandler, Sendable {
  static let shared = EchoHandler()

  func opened(on connection: isolated Connection) {}

  func received(_ message: Span<UInt8>, kind: MessageKind, on connection: isolated Connection) {
    connection.send(message, kind: kind)
  }

  func closed(code: CloseCode?, on connection: isolated Connection) {}
}
