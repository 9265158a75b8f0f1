package import Primitives

/// When to send a beat to a page, and when its silence means that it is gone.
///
/// Protocol pongs come even from a frozen page, so the page itself answers.
package struct Heartbeat {
  private let interval: Milliseconds
  private var lastHeard: Instant
  private var nextBeat: Instant

  /// The page lives now; the first beat is due an interval later.
  package init(interval: Milliseconds, at now: Instant) {
    self.interval = interval
    lastHeard = now
    nextBeat = now + interval
  }

  /// When to look again.
  package var nextDeadline: Instant { nextBeat }

  /// The page said something: it lives.
  package mutating func heard(at now: Instant) { lastHeard = now }

  /// What is to be done: send a beat, or give the page up.
  package enum Verdict { case beat, gone }

  /// The deadline came.
  package mutating func pass(_ now: Instant) -> Verdict {
    nextBeat = now + interval
    // Two beats without an answer, and half an interval for the way there and back.
    return (now - lastHeard).count > interval.count &* 5 / 2 ? .gone : .beat
  }
}
