package import Primitives

/// The clock on the shop's wall: how far ahead of UTC it is, and since when.
package struct ShopClock: Equatable, Sendable {
  /// What its zone is called, `Europe/Oslo`.
  package let zone: String
  private let changes: [Change]

  /// A moment from which the clock is that far ahead of UTC.
  package struct Change: Equatable, Sendable {
    let from: Instant, offset: Milliseconds

    /// Names a change.
    package init(from: Instant, offset: Milliseconds) { (self.from, self.offset) = (from, offset) }
  }

  /// UTC where nothing is said; the first change holds for all time before it too.
  package init(zone: String = "UTC", _ changes: [Change] = []) {
    (self.zone, self.changes) = (zone, changes.sorted { $0.from < $1.from })
  }

  /// The hour on the wall, counted from 1970.
  package func hour(of moment: Instant) -> Int64 {
    Self.floorDivided((moment + offset(at: moment)).milliseconds, Self.hour)
  }

  /// The day on the wall, counted from 1970.
  package func day(of moment: Instant) -> Int64 { Self.floorDivided(hour(of: moment), 24) }

  /// When the day of this moment ends.
  package func midnight(after moment: Instant) -> Instant {
    let wall = Instant(milliseconds: (day(of: moment) + 1) * 24 * Self.hour)
    // The clock may be changed in between: by the offset that holds at midnight, not now.
    let near = wall + Milliseconds(-offset(at: moment).count)
    return wall + Milliseconds(-offset(at: near).count)
  }

  /// When the wall shows that minute of that day.
  package func moment(day: Int64, minute: Int) -> Instant {
    let wall = Instant(milliseconds: day &* 24 &* Self.hour &+ Int64(minute) &* 60_000)
    let near = wall + Milliseconds(-offset(at: wall).count)
    return wall + Milliseconds(-offset(at: near).count)
  }

  /// The weekday of a day counted from 1970, which began on a Thursday; Monday is 0.
  package static func weekday(of day: Int64) -> Int {
    let rest = (day % 7 + 3) % 7
    return Int(rest < 0 ? rest + 7 : rest)
  }

  private static let hour: Int64 = 3_600_000

  private func offset(at moment: Instant) -> Milliseconds {
    // The first change that comes later: a century has hundreds.
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].from <= moment { low = middle + 1 } else { high = middle }
    }
    return changes.isEmpty ? Milliseconds(0) : changes[max(0, low - 1)].offset
  }

  private static func floorDivided(_ number: Int64, _ by: Int64) -> Int64 {
    number / by - (number % by < 0 ? 1 : 0)
  }
}
