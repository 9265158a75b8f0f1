package import EventLoops

/// Something an operator may want to know; told once, where it was decided.
package enum NetworkNotice: Sendable {
  /// No descriptors or memory are left: visitors are turned away until some are.
  case acceptPaused(SystemError)
  /// The descriptor could not be watched, so the connection was let go.
  case watchFailed(ConnectionID, SystemError)
  /// Too many connections come from one address.
  case addressRefused(ConnectionID, IPAddress)
  /// Too many TLS handshakes are under way.
  case handshakeRefused(ConnectionID)
  /// The peer broke the rules of HTTP or WebSocket.
  case peerFault(ConnectionID, reason: String)
  /// The peer took too little of what was sent to it.
  case slowReader(ConnectionID, waiting: Int)
}

/// Who hears notices: the composition's log and metrics.
package protocol NetworkObserver: Sendable {
  /// Takes a notice; called on a loop, so it must not block.
  func noticed(_ notice: NetworkNotice)
}

/// Hears nothing.
package struct SilentObserver: NetworkObserver {
  /// Makes one.
  package init() {}
  /// Does nothing.
  package func noticed(_ notice: NetworkNotice) {}
}
