package import HTTPProtocol
package import WebSocketProtocol

/// How a connection goes on as a stream of events, after a request that it answers without end.
package struct EventStreamOpening {
  /// Header fields of the answer beside those that every stream of events has.
  package var headers: HTTPHeaders
  /// Who speaks on it.
  package var handler: any MessageHandler
  /// The text of the event before the end: why it ends, since a stream has no Close frame to say it.
  package var farewell: @Sendable (CloseCode, String) -> [UInt8]

  /// Puts the three together.
  package init(
    headers: HTTPHeaders = [:], handler: any MessageHandler,
    farewell: @escaping @Sendable (CloseCode, String) -> [UInt8]
  ) {
    (self.headers, self.handler, self.farewell) = (headers, handler, farewell)
  }
}
