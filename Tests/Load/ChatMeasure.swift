import Synchronization

/// What all talks together measure, while they do.
final class ChatMeasure: Sendable {
  /// Talks open, then everybody talks, then all are still.
  enum Stage: Int { case opening, talking, over }

  struct Samples: Sendable {
    /// Microseconds from writing to the acknowledgement, and to the other side.
    var acks: [UInt32] = [], deliveries: [UInt32] = []
    /// Commands that the server refused, by code.
    var refusals: [String: Int] = [:]
  }

  private let samples = Mutex(Samples())
  private let current = Atomic(Stage.opening.rawValue)

  var stage: Stage { Stage(rawValue: current.load(ordering: .relaxed)) ?? .over }
  var all: Samples { samples.withLock { $0 } }

  func enter(_ stage: Stage) { current.store(stage.rawValue, ordering: .relaxed) }

  func acked(after nanoseconds: UInt64) {
    guard stage == .talking else { return }
    samples.withLock { $0.acks.append(UInt32(clamping: nanoseconds / 1_000)) }
  }

  func delivered(after nanoseconds: UInt64) {
    guard stage == .talking else { return }
    samples.withLock { $0.deliveries.append(UInt32(clamping: nanoseconds / 1_000)) }
  }

  func refused(_ code: String) { samples.withLock { $0.refusals[code, default: 0] += 1 } }
}

extension [UInt32] {
  /// The value below which this share of a sorted list lies, in milliseconds.
  func percentile(_ share: Double) -> Double {
    isEmpty ? 0 : Double(self[Swift.min(count - 1, Int(Double(count) * share))]) / 1_000
  }
}
