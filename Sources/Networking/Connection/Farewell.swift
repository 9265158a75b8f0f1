import Primitives

/// How far a connection's end has come.
enum Farewell {
  /// A slow reader was told to come back; its handler hears of it when it is not in the middle of sending.
  case cutOff(any MessageHandler)
  /// The event that says why is on its way out; its handler hears of it likewise.
  case lastEvent(any MessageHandler)
  /// The last bytes go out, as long as the peer takes some now and then.
  case sending
  /// Ours is sent, or the peer had its chance: it may take the rest and close until then.
  case waiting(until: Instant)
}
