import EventLoops
import HTTPProtocol
import Primitives
import WebSocketProtocol

extension Connection {
  /// When something must have happened; nil when there is no hurry.
  var nextDeadline: Instant? {
    let own: Instant? =
      switch phase {
      case .http(let exchange): exchange.nextDeadline
      case .webSocket(let exchange): exchange.nextDeadline
      case .eventStream(let exchange): exchange.nextDeadline
      case .leaving(.waiting(let until)): until
      case .leaving, .opening, .closed: nil
      }
    return earlier(own, earlier(stall?.until, handshake.deadline))
  }

  /// A deadline came: whichever it was.
  func pass() {
    if let deadline = handshake.deadline, deadline <= loop.now { return finish() }
    if let stall, stall.until <= loop.now {
      service.observer.noticed(.slowReader(id, waiting: waiting))
      return abandon()
    }
    switch phase {
    case .http(let exchange): passWaiting(exchange)
    case .webSocket(let exchange):
      webSocketPassed(exchange)
      handlerPassed(exchange.handler)
    case .eventStream(let exchange):
      exchange.stream.pass(loop.now, into: &outgoing)
      handlerPassed(exchange.handler)
    case .leaving(.waiting(let until)): if until <= loop.now { finish() }
    case .leaving, .opening, .closed: break
    }
    flush()
    settle()
  }
}

private func earlier(_ one: Instant?, _ other: Instant?) -> Instant? {
  guard let one, let other else { return one ?? other }
  return min(one, other)
}
