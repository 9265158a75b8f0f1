import Primitives
import Synchronization

/// When visitors speak; all of them by the same, which may change between two rounds.
final class Rhythm: Sendable {
  enum Tempo {
    /// That long after the answer.
    case answered(pause: Milliseconds)
    /// By the clock, answered or not.
    case every(Milliseconds)
  }

  private let current: Mutex<Tempo>

  init(_ tempo: Tempo) { current = Mutex(tempo) }

  var tempo: Tempo { current.withLock { $0 } }

  func change(to tempo: Tempo) { current.withLock { $0 = tempo } }

  /// So many messages a second by the clock, with so many in a turn of all.
  func offer(_ messages: Double, in turn: Int) {
    change(to: .every(Milliseconds(max(1, Int64(Double(turn) / max(1, messages) * 1_000)))))
  }
}
