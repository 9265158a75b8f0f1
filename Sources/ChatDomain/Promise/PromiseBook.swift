package import Primitives

/// How the promise was kept, hour by hour on the shop's wall, for the last weeks.
///
/// Counting costs the same however much was counted before, and what has grown old is forgotten.
package struct PromiseBook: Equatable, Sendable {
  private let clock: ShopClock
  private var hours: [Int64: RingCounts] = [:]

  /// One hour of the week, all of the last weeks together.
  package struct Hour: Equatable, Sendable {
    /// 1 is Monday.
    package var day: Int
    /// 0...23, as the clock on the wall begins it.
    package var hour: Int
    /// How it went.
    package var counts: RingCounts
  }

  /// An empty book by that clock.
  package init(clock: ShopClock = ShopClock()) { self.clock = clock }

  /// Counts one conversation in the hour in which it began.
  package mutating func count(_ fate: Fate, at now: Instant) {
    let (hour, kept) = (clock.hour(of: fate.since), kept(at: now))
    // What the files say may lie anywhere: only a clock that was set back is forgiven.
    guard hour >= kept.lowerBound, hour <= kept.upperBound + 24 else { return }
    hours[hour, default: RingCounts()].count(fate)
    if hours.count > 2 * kept.count { hours = hours.filter { $0.key >= kept.lowerBound } }
  }

  /// How it went on the shop's day of the calendar, which is `ahead` of the clock that shows `now`.
  package func today(at now: Instant, ahead: Milliseconds = Milliseconds(0)) -> PromiseToday {
    let calendar = now + ahead
    let first = clock.day(of: calendar) * 24
    let counts = (first..<first + 24).reduce(into: RingCounts()) { $0 += hours[$1] ?? RingCounts() }
    return PromiseToday(counts: counts, ends: clock.midnight(after: calendar) - ahead)
  }

  /// What the clock's zone is called.
  package var zone: String { clock.zone }

  /// How it went in each hour of the week; hours in which nobody came are left out.
  package func week(at now: Instant) -> [Hour] {
    var week = [RingCounts](repeating: RingCounts(), count: Self.hoursOfWeek)
    for (hour, counts) in hours where kept(at: now).contains(hour) { week[Self.place(of: hour)] += counts }
    return week.enumerated().filter { $0.element.all > 0 }.map {
      Hour(day: $0.offset / 24 + 1, hour: $0.offset % 24, counts: $0.element)
    }
  }

  private static let hoursOfWeek = 7 * 24

  // 1970 began on a Thursday.
  private static func place(of hour: Int64) -> Int { Int(((hour + 3 * 24) % 168 + 168) % 168) }

  // The hour that goes on now is the last of them, so that each hour of the week is in it equally often.
  private func kept(at now: Instant) -> ClosedRange<Int64> {
    let last = clock.hour(of: now)
    return last - Int64(DomainLimits.promiseWeeks * Self.hoursOfWeek) + 1...last
  }
}

/// How it went today, until midnight.
package struct PromiseToday: Equatable, Sendable {
  /// The counts of the day that goes on until `ends`.
  let counts: RingCounts
  /// When the day is over.
  let ends: Instant

  /// Nothing yet, of a day long ago.
  package init() { self.init(counts: RingCounts(), ends: Instant(milliseconds: .min)) }

  init(counts: RingCounts, ends: Instant) { (self.counts, self.ends) = (counts, ends) }

  /// The counts of the day of `now`.
  package func counts(at now: Instant) -> RingCounts { now < ends ? counts : RingCounts() }
}
