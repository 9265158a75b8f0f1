import Primitives

/// The team's one figure: how the promise was kept, today and in the weeks before.
struct Promise {
  /// How it was kept, also before a restart.
  private(set) var book: PromiseBook
  /// What the book says of today.
  private(set) var today = PromiseToday()

  init(clock: ShopClock) { book = PromiseBook(clock: clock) }

  /// Counts these; the calendar is `ahead` of the clock that shows `now`.
  mutating func count(_ fates: [Fate], at now: Instant, ahead: Milliseconds) {
    for fate in fates { book.count(fate, at: now + ahead) }
    today = book.today(at: now, ahead: ahead)
  }

  /// Begins the day anew.
  mutating func turnDay(at now: Instant, ahead: Milliseconds) { today = book.today(at: now, ahead: ahead) }

  /// When consoles must hear that a new day has begun; nil while there is nothing to forget.
  var dayEnds: Instant? { today.counts.all > 0 ? today.ends : nil }

  func notice(at now: Instant) -> AgentNotice {
    let counts = today.counts(at: now)
    return .promise(second: counts.bySecond, of: counts.all)
  }
}
