package import Primitives

/// A reader's debt: so many of the bytes that wait for it must be taken by then.
package struct Stall {
  /// When its time is over.
  package let until: Instant
  private var owed: Int

  /// Of `waiting` bytes as many as `limits` ask for in one stretch of time, all of them if they are fewer.
  package init(waiting: Int, at now: Instant, _ limits: ConnectionLimits) {
    until = now + limits.writeStall
    owed = min(waiting, limits.leastTaken)
  }

  /// Some were taken; true once the debt is paid.
  package mutating func took(_ count: Int) -> Bool {
    owed &-= count
    return owed <= 0
  }
}
