import Primitives

/// How far TLS is from being spoken: awaited and inLine in turns, then done; done from the start without TLS.
enum Handshake {
  /// Nothing more is to be done, so anything may be said.
  case done
  /// The peer's next words in it must come until then.
  case awaited(until: Instant)
  /// They came, and wait for a turn with room.
  case inLine(until: Instant)

  var deadline: Instant? {
    switch self {
    case .done: nil
    case .awaited(let until), .inLine(let until): until
    }
  }
}
