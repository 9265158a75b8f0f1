package import Primitives

/// A bucket of tokens for each key; whose bucket is full again is forgotten.
package struct RateBook<Key: Hashable & Sendable>: Sendable {
  /// Fewer are never looked through.
  private static var smallest: Int { 128 }

  private let burst: Int
  private let perSecond: Double
  private var limits: [Key: RateLimit] = [:]
  private var sweepAt = Self.smallest

  /// Full buckets for everybody.
  package init(burst: Int, perSecond: Double) { (self.burst, self.perSecond) = (burst, perSecond) }

  /// How many buckets are not known to be full.
  package var count: Int { limits.count }

  /// Whether this key may do one more now; it is counted when it may.
  package mutating func allows(_ key: Key, at now: Instant) -> Bool {
    sweep(at: now)
    return limits[key, default: RateLimit(burst: burst, perSecond: perSecond, at: now)].allows(at: now)
  }

  // Only when the book has doubled since the last time: the cost of each stays the same.
  private mutating func sweep(at now: Instant) {
    guard limits.count >= sweepAt else { return }
    limits = limits.filter { entry in
      var limit = entry.value
      return !limit.isFull(at: now)
    }
    sweepAt = max(Self.smallest, limits.count * 2)
  }
}
