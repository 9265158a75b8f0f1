import HTTPProtocol
import Primitives
import WebSocketProtocol

/// A connection's state while it is a stream of events; an object like the other two, so that a phase is one word.
final class EventStreamExchange {
  var stream: EventStream
  let handler: any MessageHandler
  let farewell: @Sendable (CloseCode, String) -> [UInt8]

  init(_ opening: EventStreamOpening, at now: Instant) {
    stream = EventStream(at: now)
    (handler, farewell) = (opening.handler, opening.farewell)
  }

  /// The earlier of what the stream and the handler wait for.
  var nextDeadline: Instant? { min(stream.nextDeadline, handler.nextDeadline ?? stream.nextDeadline) }
}
