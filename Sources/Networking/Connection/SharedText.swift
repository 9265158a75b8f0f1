import WebSocketProtocol

/// A text message made once for many receivers, each reached in its own way.
package struct SharedText: Sendable {
  /// The text as a WebSocket frame: most receivers take it as it is.
  let frame: [UInt8]
  /// Where the text begins in the frame.
  let start: Int

  /// The text must be UTF-8.
  package init(_ text: [UInt8]) {
    frame = WebSocketFrame.text(text)
    start = frame.count - text.count
  }
}
