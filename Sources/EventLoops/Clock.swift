import Glibc
package import Primitives
import Synchronization

/// The two clocks: the one of deadlines, which nobody sets, and the calendar, which is that one and an offset.
///
/// A step of the machine's clock changes the offset alone. `ClockSettings` tells when to read it again.
package enum Clock {
  // Time since boot is never set, and it counts while asleep.
  private static let bootInstant = Milliseconds(reading().count / 1_000_000)
  // Milliseconds; every loop reads it.
  private static let offset = Atomic<Int64>(0)

  /// The present moment by the clock of deadlines: the calendar when the process started, and the time since.
  package static func now() -> Instant { Instant(milliseconds: bootInstant.count &+ read(CLOCK_BOOTTIME) / 1_000_000) }

  /// The present moment by the calendar: for what is written down, shown to people or compared with either.
  package static func calendar() -> Instant { now() + ahead }

  /// How far the calendar is ahead of the clock of deadlines.
  package static var ahead: Milliseconds { Milliseconds(offset.load(ordering: .relaxed)) }

  /// Reads the machine's clock again.
  package static func follow() {
    let ahead = Milliseconds(reading().count / 1_000_000) - bootInstant
    // Two readings of a clock that nobody set may round to neighbours.
    if abs((ahead - Self.ahead).count) > 1 { offset.store(ahead.count, ordering: .relaxed) }
  }

  /// The moment as CLOCK_BOOTTIME counts it, for timers of the kernel.
  static func sinceBoot(_ instant: Instant) -> Milliseconds { Milliseconds(instant.milliseconds &- bootInstant.count) }

  /// Real time at boot, in nanoseconds: of a few readings the one that took the least time.
  private static func reading() -> (count: Int64, took: Int64) {
    let readings = (0..<3).map { _ in
      let before = read(CLOCK_BOOTTIME)
      let real = read(CLOCK_REALTIME)
      let took = read(CLOCK_BOOTTIME) &- before
      return (count: real &- before &- took / 2, took: took)
    }
    return readings.min { $0.took < $1.took } ?? (0, 0)
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
