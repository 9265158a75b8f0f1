import CoreMetrics
import Primitives
import Synchronization

/// The figures of the queues and of the disk; a queue's gauges are made when it is first seen.
final class QueueGauges: Sendable {
  private struct Pair {
    let length: Meter, oldest: Meter
  }

  private let registry: PrometheusFactory
  private let pairs = Mutex<[String: Pair]>([:])
  private let lines: Meter, linesOldest: Meter, full: Meter

  init(_ registry: PrometheusFactory) {
    self.registry = registry
    func gauge(_ name: String) -> Meter { Meter(label: "secondring_" + name, factory: registry) }
    (lines, linesOldest) = (gauge("transcript_lines_behind"), gauge("transcript_oldest_seconds"))
    full = gauge("disk_full")
  }

  func show(_ storage: StorageReading) {
    lines.set(storage.unwritten.count)
    linesOldest.set(Double(storage.unwritten.age.count) / 1_000)
    full.set(storage.isFull ? 1 : 0)
    for queue in storage.queues {
      let pair = pair(of: queue.name)
      pair.length.set(queue.backlog.count)
      pair.oldest.set(Double(queue.backlog.age.count) / 1_000)
    }
  }

  private func pair(of name: String) -> Pair {
    pairs.withLock { pairs in
      if let known = pairs[name] { return known }
      func gauge(_ figure: String) -> Meter {
        Meter(label: "secondring_queue_" + figure, dimensions: [("queue", name)], factory: registry)
      }
      let pair = Pair(length: gauge("length"), oldest: gauge("oldest_seconds"))
      pairs[name] = pair
      return pair
    }
  }
}
