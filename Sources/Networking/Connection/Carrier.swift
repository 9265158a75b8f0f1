/// How messages travel between a page and us.
package enum Carrier: Sendable {
  /// Both ways on one socket.
  case webSocket
  /// Down as a stream of events, up by requests: for pages behind a proxy that lets no WebSocket through.
  case eventStream
}
