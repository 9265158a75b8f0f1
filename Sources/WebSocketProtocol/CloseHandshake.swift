package import Primitives

/// How far the end has come: open -> closeSent -> closed, or open -> closed when the peer begins or fails.
package enum CloseHandshake: Equatable, Sendable {
  /// Messages flow.
  case open
  /// Our Close frame is out; what comes before the peer's is thrown away.
  case closeSent(until: Instant)
  /// Nothing more is read or written: send what is outgoing, then close the socket.
  case closed
}
