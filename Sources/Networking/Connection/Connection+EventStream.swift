import EventLoops
import HTTPProtocol
import Primitives
import WebSocketProtocol

extension Connection {
  /// What becomes of messages that came by a request of their own.
  package enum Intaking: Sendable {
    /// They were handed on.
    case taken
    /// Too much waits for the page, which has to read before it asks more.
    case full
    /// The stream has ended.
    case gone
  }

  /// Takes messages that came by a request of their own; each must be UTF-8.
  package func receive(_ messages: [ArraySlice<UInt8>]) -> Intaking {
    guard case .eventStream = phase else { return .gone }
    guard waiting <= limits.highWater else { return .full }
    for message in messages {
      // After our last event nothing more is handed on.
      guard case .eventStream(let exchange) = phase else { break }
      exchange.handler.received(message.span, kind: .text, on: self)
    }
    return .taken
  }

  func begin(_ opening: EventStreamOpening, _ exchange: HTTPExchange) {
    var headers = HTTPHeaders.eventStream
    for field in opening.headers.fields + strictTransport.fields { headers.add(field.name, field.value) }
    exchange.session.answerWithoutEnd(headers, date: service.date(at: loop.calendar), into: &outgoing)
    let stream = EventStreamExchange(opening, at: loop.now)
    phase = .eventStream(stream)
    guard claimed != nil || claim(visitor) else {
      sendLast(.tryAgainLater, reason: "too many connections", stream)
      return leave()
    }
    stream.handler.opened(on: self)
    sent()
  }

  func sendLast(_ code: CloseCode, reason: String, _ exchange: EventStreamExchange) {
    exchange.stream.send(exchange.farewell(code, reason).span, at: loop.now, into: &outgoing)
  }

  func end(_ exchange: EventStreamExchange, _ code: CloseCode, reason: String) {
    sendLast(code, reason: reason, exchange)
    phase = .leaving(.lastEvent(exchange.handler))
  }
}
