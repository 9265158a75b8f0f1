package import Primitives

/// So many lines of each kind in a while: what strangers do wrong is told, and can't fill the disk.
package struct LogBudget<Kind: Hashable & Sendable>: Sendable {
  /// Lines of one kind in one stretch of time.
  package static var lines: Int { 20 }
  /// The stretch.
  package static var stretch: Milliseconds { .seconds(60) }

  private struct Stretch {
    var since: Instant
    var written = 0, leftOut = 0
  }

  private var kinds: [Kind: Stretch] = [:]

  /// Nothing was written yet.
  package init() {}

  /// Whether one more line may be written; it is counted either way.
  package mutating func allows(_ kind: Kind, at now: Instant) -> Bool {
    var stretch = kinds[kind] ?? Stretch(since: now)
    if stretch.since + Self.stretch <= now {
      // What was left out before has its own line; here it would be forgotten.
      stretch = Stretch(since: now, leftOut: stretch.leftOut)
    }
    defer { kinds[kind] = stretch }
    guard stretch.written < Self.lines else {
      stretch.leftOut += 1
      return false
    }
    stretch.written += 1
    return true
  }

  /// How many of each kind were left out since the last time this was asked.
  package mutating func takeLeftOut() -> [(kind: Kind, count: Int)] {
    var taken: [(Kind, Int)] = []
    for (kind, stretch) in kinds where stretch.leftOut > 0 {
      taken.append((kind, stretch.leftOut))
      kinds[kind]?.leftOut = 0
    }
    return taken
  }
}
