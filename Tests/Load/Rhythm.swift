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
}
