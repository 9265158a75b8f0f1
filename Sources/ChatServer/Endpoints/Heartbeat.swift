package import Primitives

/// When to send a beat to a page, and when its silence means that it is gone.
///
/// Protocol pongs come even from a frozen page, so the page itself answers.
package struct Heartbeat {
  private let interval: Milliseconds
  private let patience: Milliseconds
  private var lastHeard: Instant
  private var nextLook: Instant
  private var lastBeat: Instant?
  private var answers = Answers.coming

  /// The page lives now; the first beat is due an interval later.
  ///
  /// A beat not answered within `patience` is missed; without it the next one decides.
  package init(interval: Milliseconds, patience: Milliseconds? = nil, at now: Instant) {
    (self.interval, self.patience) = (interval, patience ?? interval)
    lastHeard = now
    nextLook = now + interval
  }

  /// When to look again.
  package var nextDeadline: Instant { nextLook }

  /// Whether the page answers.
  package enum Answers { case coming, missed, back }

  /// The page said something: it lives; `back` when a beat had been missed.
  @discardableResult package mutating func heard(at now: Instant) -> Answers {
    lastHeard = now
    if answers == .coming, let lastBeat { nextLook = lastBeat + interval }
    defer { answers = .coming }
    return answers == .missed ? .back : .coming
  }

  /// What is to be done: send a beat, send one though the last was not answered, or give the page up.
  package enum Verdict { case beat, missed, gone }

  /// The deadline came.
  package mutating func pass(_ now: Instant) -> Verdict {
    defer { lastBeat = now }
    nextLook = now + interval
    // Two beats without an answer, and half an interval for the way there and back.
    if (now - lastHeard).count > interval.count &* 5 / 2 { return .gone }
    guard answers == .coming else { return .beat }
    if let lastBeat, lastHeard < lastBeat {
      answers = .missed
      return .missed
    }
    nextLook = now + patience
    return .beat
  }
}
