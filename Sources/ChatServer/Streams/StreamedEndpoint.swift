import ChatWire
import EventLoops
import Networking
import Primitives
import WebSocketProtocol

/// An endpoint reached by a stream of events: names the stream first, and is found under the name until the end.
final class StreamedEndpoint: MessageHandler {
  private let endpoint: any MessageHandler
  private let (party, origin): (EventStreams.Party, String)
  private let streams: EventStreams
  private var name: String?

  init(_ endpoint: any MessageHandler, of party: EventStreams.Party, origin: String, in streams: EventStreams) {
    (self.endpoint, self.party) = (endpoint, party)
    (self.origin, self.streams) = (origin, streams)
  }

  func opened(on connection: isolated Connection) {
    let name = streams.open(EventStreams.Stream(connection: connection, party: party, origin: origin))
    self.name = name
    connection.send(text: StreamWire.opened(name))
    endpoint.opened(on: connection)
  }

  func received(_ message: Span<UInt8>, kind: MessageKind, on connection: isolated Connection) {
    endpoint.received(message, kind: kind, on: connection)
  }

  func closed(code: CloseCode?, on connection: isolated Connection) {
    if let name { streams.close(name) }
    endpoint.closed(code: code, on: connection)
  }

  var nextDeadline: Instant? { endpoint.nextDeadline }

  func pass(_ now: Instant, on connection: isolated Connection) { endpoint.pass(now, on: connection) }
}
