package import ChatDomain
package import Primitives

/// How fast each visitor may write; who has been quiet is forgotten.
package struct VisitorLimits {
  /// Fewer are never looked through.
  private static let smallest = 128

  private let burst: Int
  private let perSecond: Double
  private var limits: [VisitorID: RateLimit] = [:]
  private var sweepAt = Self.smallest

  /// Nobody has written yet; the bounds are those of every visitor.
  package init(burst: Int, perSecond: Double) { (self.burst, self.perSecond) = (burst, perSecond) }

  /// Whether this visitor may write one more now; it is counted when they may.
  package mutating func allows(_ visitor: VisitorID, at now: Instant) -> Bool {
    sweep(at: now)
    return limits[visitor, default: RateLimit(burst: burst, perSecond: perSecond, at: now)].allows(at: now)
  }

  // Only when the book has doubled since the last time: the cost per message stays the same.
  private mutating func sweep(at now: Instant) {
    guard limits.count >= sweepAt else { return }
    limits = limits.filter { entry in
      var limit = entry.value
      return !limit.isFull(at: now)
    }
    sweepAt = max(Self.smallest, limits.count * 2)
  }
}
