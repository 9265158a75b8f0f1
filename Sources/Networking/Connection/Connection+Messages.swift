import EventLoops
import HTTPProtocol
import Primitives
package import WebSocketProtocol

// What a handler says and hears is the same on a WebSocket and on a stream of events.
extension Connection {
  /// Sends a text message, which must be UTF-8; nothing once the end has begun.
  package func send(text: [UInt8]) {
    switch phase {
    case .webSocket(let exchange): exchange.session.send(text: text.span, into: &outgoing)
    case .eventStream(let exchange): exchange.stream.send(text.span, at: loop.now, into: &outgoing)
    case .opening, .http, .leaving, .closed: return
    }
    sent()
  }

  /// Sends a text that was made once for many.
  package func send(_ shared: SharedText) {
    switch phase {
    case .webSocket(let exchange): exchange.session.send(frame: shared.frame, into: &outgoing)
    case .eventStream(let exchange):
      exchange.stream.send(shared.frame.span.extracting(droppingFirst: shared.start), at: loop.now, into: &outgoing)
    case .opening, .http, .leaving, .closed: return
    }
    sent()
  }

  /// Begins the end; the handler hears `closed` when the peer has answered or had its time.
  package func close(_ code: CloseCode, reason: String = "") {
    switch phase {
    case .webSocket(let exchange): exchange.session.close(code, reason: reason, at: loop.now, into: &outgoing)
    case .eventStream(let exchange): end(exchange, code, reason: reason)
    case .opening, .http, .leaving, .closed: return
    }
    sent()
    // The new deadline is set with the write.
  }

  /// How messages travel here; nil while, or once, none do.
  package var carrier: Carrier? {
    switch phase {
    case .webSocket: .webSocket
    case .eventStream: .eventStream
    case .opening, .http, .leaving, .closed: nil
    }
  }

  func handlerPassed(_ handler: any MessageHandler) {
    // The protocol may just have given up on the peer.
    guard carrier != nil, let deadline = handler.nextDeadline, deadline <= loop.now else { return }
    handler.pass(loop.now, on: self)
  }
}
