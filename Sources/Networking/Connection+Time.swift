import EventLoops
import Primitives
import WebSocketProtocol

extension Connection {
  /// When something must have happened; nil when there is no hurry.
  var nextDeadline: Instant? {
    let own: Instant? =
      switch phase {
      case .http(let exchange): exchange.nextDeadline
      case .webSocket(let exchange): exchange.session.nextDeadline
      case .leaving(.waiting(let until)): until
      case .leaving(.sending), .opening, .closed: nil
      }
    guard let stallDeadline else { return own }
    return min(own ?? stallDeadline, stallDeadline)
  }

  /// A deadline came: whichever it was.
  func pass() {
    if let stallDeadline, stallDeadline <= loop.now {
      service.observer.noticed(.slowReader(id, waiting: outgoing.count))
      return abandon()
    }
    switch phase {
    case .http(let exchange): passWaiting(exchange)
    case .webSocket(let exchange): webSocketPassed(exchange)
    case .leaving(.waiting(let until)): if until <= loop.now { finish() }
    case .leaving(.sending), .opening, .closed: break
    }
    flush()
    settle()
  }
}
