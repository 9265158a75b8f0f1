package import ChatDomain
package import Primitives

/// A token bucket: `burst` at once, then `perSecond` more each second.
package struct RateLimit: Sendable {
  private let burst: Double
  private let perSecond: Double
  private var tokens: Double
  private var filledAt: Instant

  /// A full bucket.
  package init(burst: Int, perSecond: Double, at now: Instant) {
    (self.burst, self.perSecond) = (Double(burst), perSecond)
    (tokens, filledAt) = (Double(burst), now)
  }

  /// Whether one more is allowed now; it is counted when it is.
  package mutating func allows(at now: Instant) -> Bool {
    refill(at: now)
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }

  /// What is said of a command that can't be read: it counts too, or somebody could send such ones for ever.
  package mutating func counted(_ refusal: Refusal, at now: Instant) -> Refusal {
    guard refusal.code != .tooFast, !allows(at: now) else { return refusal }
    return Refusal(.tooFast, ref: refusal.ref, conversation: refusal.conversation)
  }

  /// Whether nothing has been taken for so long that the bucket is full: it can be forgotten.
  package mutating func isFull(at now: Instant) -> Bool {
    refill(at: now)
    return tokens >= burst
  }

  private mutating func refill(at now: Instant) {
    // A moment before the last one would fill the same stretch of time twice.
    guard now > filledAt else { return }
    tokens = min(burst, tokens + Double((now - filledAt).count) / 1_000 * perSecond)
    filledAt = now
  }
}
