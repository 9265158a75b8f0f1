import WebSocketProtocol

/// What a client does with its connection; lives in the client's isolation.
protocol ClientHandler: AnyObject {
  /// The first words of the opening handshake have left, TLS's or HTTP's.
  func greeted(on client: isolated Client)
  /// The server agreed to speak WebSocket.
  func opened(on client: isolated Client)
  /// The command says that it is time to begin.
  func begin(on client: isolated Client)
  /// The moment came for which the handler asked.
  func woken(on client: isolated Client)
  /// A message came; the bytes are lent.
  func received(_ message: Span<UInt8>, kind: MessageKind, on client: isolated Client)
  /// It is over, exactly once; why, in words.
  func closed(_ reason: String, on client: isolated Client)
}

extension ClientHandler {
  /// Nothing to do, for those who wait until they are answered.
  func greeted(on client: isolated Client) {}
  /// Nothing to do, for those who only connect.
  func begin(on client: isolated Client) {}
  /// Nothing to do, for those who never ask.
  func woken(on client: isolated Client) {}
}
