package import WebSocketProtocol

/// How a connection goes on as a WebSocket.
package struct WebSocketUpgrade {
  /// The subprotocol to speak if the browser offers it.
  package var subprotocol: String?
  /// The bounds on its messages.
  package var limits: WebSocketLimits
  /// Who takes what arrives.
  package var handler: any MessageHandler

  /// Puts the three together.
  package init(subprotocol: String? = nil, limits: WebSocketLimits, handler: any MessageHandler) {
    (self.subprotocol, self.limits, self.handler) = (subprotocol, limits, handler)
  }
}
