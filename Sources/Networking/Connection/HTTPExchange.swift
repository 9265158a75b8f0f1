import HTTPProtocol
import Primitives

/// A connection's state while it speaks HTTP; an object, so that its buffers are changed in place.
final class HTTPExchange {
  /// Whose turn it is.
  enum Turn {
    /// The client's: to send a request.
    case client
    /// Ours: to answer one until then.
    case server(until: Instant)
  }

  var session: HTTPSession
  var turn = Turn.client
  /// The server stops: the next answer is the last.
  var isLast = false

  init(_ limits: HTTPLimits, at now: Instant) { session = HTTPSession(limits: limits, at: now) }

  var isAnswering: Bool {
    switch turn {
    case .client: false
    case .server: true
    }
  }

  var nextDeadline: Instant? {
    switch turn {
    case .client: session.nextDeadline
    case .server(let until): until
    }
  }
}
