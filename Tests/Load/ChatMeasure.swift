import Synchronization

/// What all talks together measure, while they do.
final class ChatMeasure: Sendable {
  /// Talks open, then everybody talks, then all are still, and may talk again.
  enum Stage: Int { case opening, talking, over }

  struct Samples: Sendable {
    /// Microseconds from writing to the acknowledgement, and to the other side.
    var acks: [UInt32] = [], deliveries: [UInt32] = []
    /// Commands that the server refused, by code.
    var refusals: [String: Int] = [:]
    /// Messages written, in time or not.
    var said = 0
  }

  private let samples = Mutex(Samples())
  private let current = Atomic(Stage.opening.rawValue)
  /// Messages that are not acknowledged yet.
  private let pending = Atomic(0)

  var stage: Stage { Stage(rawValue: current.load(ordering: .relaxed)) ?? .over }
  var all: Samples { samples.withLock { $0 } }
  var isQuiet: Bool { pending.load(ordering: .relaxed) <= 0 }

  func enter(_ stage: Stage) { current.store(stage.rawValue, ordering: .relaxed) }

  /// Begins anew.
  func clear() { samples.withLock { $0 = Samples() } }

  func said(_ count: Int) {
    pending.add(count, ordering: .relaxed)
    guard stage == .talking else { return }
    samples.withLock { $0.said += count }
  }

  func acked(after nanoseconds: UInt64) {
    pending.subtract(1, ordering: .relaxed)
    guard stage == .talking else { return }
    samples.withLock { $0.acks.append(UInt32(clamping: nanoseconds / 1_000)) }
  }

  func delivered(after nanoseconds: UInt64) {
    guard stage == .talking else { return }
    samples.withLock { $0.deliveries.append(UInt32(clamping: nanoseconds / 1_000)) }
  }

  func refused(_ code: String) { samples.withLock { $0.refusals[code, default: 0] += 1 } }
}
