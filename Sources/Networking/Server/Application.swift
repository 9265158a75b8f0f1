package import HTTPProtocol

/// What answers requests: the only thing a connection knows of what it is for.
package protocol Application: Sendable {
  /// Answers a whole request; called on the connection's loop.
  func received(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPReply
}

/// What becomes of a request.
package enum HTTPReply {
  /// The answer is at hand.
  case respond(HTTPResponse)
  /// The answer follows: `connection.post { $0.respond(response) }`.
  case later
  /// The connection becomes a WebSocket, if the request asks for one as it should.
  case upgrade(WebSocketUpgrade)
  /// The answer is a stream of events and has no end of its own.
  case stream(EventStreamOpening)
}
