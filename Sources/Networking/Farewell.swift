import Primitives

/// How far a connection's end has come.
enum Farewell {
  /// The last bytes go out, as long as the peer takes some now and then.
  case sending
  /// Ours is sent, or the peer had its chance: it may take the rest and close until then.
  case waiting(until: Instant)
}
