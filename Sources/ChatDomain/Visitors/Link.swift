/// How a page is reached: the shop's people should know when somebody's words take the slower way.
package enum Link: String, Sendable, CaseIterable {
  /// Both ways on one socket.
  case webSocket = "websocket"
  /// Down as server-sent events, up by requests, where WebSockets are blocked.
  case eventStream = "sse"
}
