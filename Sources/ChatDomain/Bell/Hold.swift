package import Primitives

/// How long a pick-up without sent words stands: one ring, longer while its agent writes or reads, 30 s at most.
package struct Hold: Equatable, Sendable {
  /// Without words it is void then.
  package private(set) var until: Instant
  /// No typing, draft or reading holds it longer.
  package private(set) var latest: Instant
  private var ringEnds: Instant
  private var reason = Reason.pickedUp

  private enum Reason: Sendable {
    /// Nothing but the pick-up, or typing that left nothing in the field.
    case pickedUp
    /// Words stand in the agent's field.
    case draft
    /// The agent said that they are reading.
    case reading
  }

  /// A pick-up at that moment.
  package init(from now: Instant, ring: Milliseconds) {
    ringEnds = now + ring
    latest = max(ringEnds, now + DomainLimits.holdsAtMost)
    until = ringEnds
  }

  /// The agent types or has stopped, and leaves a draft in the field or nothing.
  mutating func typed(_ isTyping: Bool, hasDraft: Bool, at now: Instant) {
    if reason == .reading { return }
    let moment = min(latest, now + DomainLimits.typingHolds)
    if hasDraft {
      (reason, until) = (.draft, latest)
    } else if isTyping {
      until = max(until, moment)
    } else if reason == .draft {
      // The field was emptied: the pick-up stands as one without a draft.
      (reason, until) = (.pickedUp, max(ringEnds, moment))
    }
  }

  /// The same by a clock that shows so much more.
  func retimed(by shift: Milliseconds) -> Hold {
    var hold = self
    (hold.until, hold.latest, hold.ringEnds) = (until + shift, latest + shift, ringEnds + shift)
    return hold
  }

  /// The agent is reading: they take all the time there is.
  mutating func read() { (reason, until) = (.reading, latest) }
}
