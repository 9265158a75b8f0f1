/// How much waits somewhere, and for how long the oldest of it has.
package struct Backlog: Equatable, Sendable {
  /// How many items wait, the one under way included.
  package var count: Int
  /// How long the oldest has waited; 0 when nothing waits.
  package var age: Milliseconds

  /// Puts the two side by side; nothing waits unless told otherwise.
  package init(count: Int = 0, age: Milliseconds = Milliseconds(0)) { (self.count, self.age) = (count, age) }
}

/// When the items of a queue came, first in, first out: it knows how many wait and since when.
package struct WaitingTimes: Sendable {
  private struct Group {
    let at: Instant
    var count: Int
  }

  private var groups: [Group] = []
  private var first = 0
  private var count = 0

  /// Nothing waits.
  package init() {}

  /// So many items came at this moment.
  package mutating func came(_ more: Int = 1, at now: Instant) {
    guard more > 0 else { return }
    count &+= more
    // What comes in the same millisecond has the same age.
    if first < groups.count, groups[groups.count - 1].at == now { return groups[groups.count - 1].count &+= more }
    groups.append(Group(at: now, count: more))
  }

  /// The oldest so many are through.
  package mutating func left(_ done: Int = 1) {
    var done = min(done, count)
    count &-= done
    while done > 0, first < groups.count {
      let taken = min(done, groups[first].count)
      groups[first].count &-= taken
      done &-= taken
      if groups[first].count == 0 { first &+= 1 }
    }
    // Moving the rest forward only once it is the smaller half keeps the cost of each constant.
    guard first == groups.count || first >= 64 && first > groups.count / 2 else { return }
    groups.removeFirst(first)
    first = 0
  }

  /// How much waits, and for how long.
  package func backlog(at now: Instant) -> Backlog {
    guard count > 0, first < groups.count else { return Backlog() }
    return Backlog(count: count, age: max(Milliseconds(0), now - groups[first].at))
  }
}
