import EventLoops
import Primitives
package import WebSocketProtocol

extension Connection {
  /// Sends a message of either kind out of borrowed bytes, on a WebSocket.
  package func send(_ message: Span<UInt8>, kind: MessageKind) {
    guard case .webSocket(let exchange) = phase else { return }
    exchange.session.send(kind, message, into: &outgoing)
    sent()
  }

  /// The handshake is answered; `early` is what came with the request.
  func becomeWebSocket(_ session: WebSocketSession, _ upgrade: WebSocketUpgrade, _ early: [UInt8]) {
    let exchange = WebSocketExchange(session, upgrade.handler)
    phase = .webSocket(exchange)
    guard claimVisitor() else { return refuseVisitor(exchange) }
    exchange.handler.opened(on: self)
    var early = early
    var span = early.mutableSpan
    webSocketReceived(&span, from: 0, exchange)
  }

  func webSocketReceived(_ bytes: inout MutableSpan<UInt8>, from start: Int, _ exchange: WebSocketExchange) {
    var position = start
    while case .webSocket = phase,
      let event = exchange.session.next(in: &bytes, from: &position, at: loop.now, answering: &outgoing)
    {
      switch event {
      case .text(let message): handOn(message, .text, bytes.span, exchange)
      case .binary(let message): handOn(message, .binary, bytes.span, exchange)
      case .ping, .pong: break
      case .closed(let code, _): webSocketEnded(code, exchange)
      case .failed(let error): webSocketFailed(error, exchange)
      }
    }
  }

  func webSocketPassed(_ exchange: WebSocketExchange) {
    guard case .failed(let error) = exchange.session.pass(loop.now, into: &outgoing) else { return }
    webSocketFailed(error, exchange)
  }

  private func claimVisitor() -> Bool { claimed != nil || claim(visitor) }

  /// Closed and not refused: a browser tells the page the code of a WebSocket, but not the status of a refusal.
  private func refuseVisitor(_ exchange: WebSocketExchange) {
    exchange.session.close(.tryAgainLater, reason: "too many connections", at: loop.now, into: &outgoing)
    leave()
  }

  private func handOn(
    _ message: MessageBytes, _ kind: MessageKind, _ buffer: Span<UInt8>, _ exchange: WebSocketExchange
  ) {
    // RFC 6455 1.4: after our Close frame nothing more is handed on.
    guard case .open = exchange.session.closing else { return }
    switch message {
    case .inPlace(let range): exchange.handler.received(buffer.extracting(range), kind: kind, on: self)
    case .owned(let bytes): exchange.handler.received(bytes.span, kind: kind, on: self)
    }
  }

  private func webSocketFailed(_ error: WebSocketError, _ exchange: WebSocketExchange) {
    service.observer.noticed(.peerFault(id, reason: "\(error)"))
    webSocketEnded(error.closeCode, exchange)
  }

  private func webSocketEnded(_ code: CloseCode?, _ exchange: WebSocketExchange) {
    leave()
    exchange.handler.closed(code: code, on: self)
  }
}
