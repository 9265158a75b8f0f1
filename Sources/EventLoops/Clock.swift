import Glibc
package import Primitives

/// The one clock: real time when the process started, plus CLOCK_BOOTTIME since.
package enum Clock {
  // Real time may be set back by an administrator; time since boot never is, and it counts while asleep.
  private static let bootInstant = read(CLOCK_REALTIME) &- read(CLOCK_BOOTTIME)

  /// The present moment.
  package static func now() -> Instant { Instant(milliseconds: bootInstant &+ read(CLOCK_BOOTTIME)) }

  /// How far the machine's clock is ahead of this one, because somebody set it since the process started.
  package static func machineAhead() -> Milliseconds {
    Milliseconds(read(CLOCK_REALTIME) &- now().milliseconds)
  }

  /// The moment as CLOCK_BOOTTIME counts it, for timers of the kernel.
  static func sinceBoot(_ instant: Instant) -> Milliseconds { Milliseconds(instant.milliseconds &- bootInstant) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) &* 1_000 &+ Int64(time.tv_nsec) / 1_000_000
  }
}
