import Deflate
import EventLoops
import HTTPProtocol
import Primitives
import Synchronization

/// What the connections of one listener on one loop have in common.
final class ConnectionService: Sendable {
  let loop: EventLoop
  let application: any Application
  let options: ListenerOptions
  let table: ConnectionTable
  let observer: any NetworkObserver
  /// One for all connections: no context outlives a message, so each finds it as new.
  // Touched only on `loop`, by the connections that live there.
  nonisolated(unsafe) let compressor = DeflateCompressor()
  /// A handshake costs as much as hundreds of messages: a storm of newcomers must not hold up those who talk.
  // Touched only on `loop`, like the compressor.
  nonisolated(unsafe) var handshakes: TurnBudget<Connection>
  private let dated = Mutex((second: Int64.min, date: HTTPDate(Instant(milliseconds: 0))))

  init(
    loop: EventLoop, application: any Application, options: ListenerOptions, table: ConnectionTable,
    observer: any NetworkObserver
  ) {
    (self.loop, self.application, self.options) = (loop, application, options)
    (self.table, self.observer) = (table, observer)
    handshakes = TurnBudget(perTurn: options.limits.handshakesPerTurn)
  }

  /// The Date line's text, made once a second.
  func date(at calendar: Instant) -> HTTPDate {
    let second = calendar.milliseconds / 1_000
    return dated.withLock { dated in
      if dated.second != second { dated = (second, HTTPDate(calendar)) }
      return dated.date
    }
  }

  var limits: ConnectionLimits { options.limits }
}
