import CoreMetrics
import Synchronization

/// Something that only grows.
final class PrometheusCounter: CounterHandler, FloatingPointCounterHandler {
  private let count = Atomic<Int64>(0)

  var value: Int64 { count.load(ordering: .relaxed) }

  func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }
  func increment(by amount: Double) { increment(by: Int64(exactly: amount.rounded()) ?? 0) }
  func reset() { count.store(0, ordering: .relaxed) }
}

/// Something that goes up and down.
final class PrometheusGauge: MeterHandler {
  private let bits = Atomic<UInt64>(0)

  var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
  func increment(by amount: Double) { set(value + amount) }
  func decrement(by amount: Double) { set(value - amount) }
}

/// How often values fell into each bucket.
final class PrometheusHistogram: RecorderHandler, TimerHandler {
  struct Counts {
    var buckets: [UInt64]
    var sum: Double
  }

  let bounds: [Double]
  private let counts: Mutex<Counts>

  var value: Counts { counts.withLock { $0 } }

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = Mutex(Counts(buckets: Array(repeating: 0, count: bounds.count + 1), sum: 0))
  }

  func record(_ value: Int64) { record(Double(value)) }
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Double) {
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    counts.withLock { counts in
      counts.buckets[bucket] &+= 1
      counts.sum += value
    }
  }
}
