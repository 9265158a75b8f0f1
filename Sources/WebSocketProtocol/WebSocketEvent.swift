/// What the peer did.
package enum WebSocketEvent: Equatable, Sendable {
  /// A whole text message, valid UTF-8.
  case text(MessageBytes)
  /// A whole binary message.
  case binary(MessageBytes)
  /// A ping; its pong is already among the outgoing bytes.
  case ping(MessageBytes)
  /// A pong, asked for or not.
  case pong(MessageBytes)
  /// The close handshake is complete: send what is outgoing, then close the socket. No code means the peer gave none.
  case closed(CloseCode?, reason: String)
  /// The connection is over: send what is outgoing (our Close frame, if one may go), then close the socket.
  case failed(WebSocketError)
}
