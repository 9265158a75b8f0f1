package import Primitives

/// The team's one figure: answered by the second ring, n of m, today. Whose doing it was is counted nowhere.
extension Desk {
  /// How the promise was kept on the shop's day of `now`.
  package func promise(at now: Instant) -> RingCounts { today.counts(at: now) }

  /// The same, as of the last event.
  package var rings: RingCounts { promise(at: now) }

  /// Counts what the transcripts tell of conversations that the desk does not see decided itself.
  package mutating func recount(_ fates: [Fate], at now: Instant) {
    self.now = now
    for fate in fates { book.count(fate, at: calendar) }
    today = book.today(at: now, ahead: ahead)
  }

  /// Counts a conversation whose visitor has just been answered or has gone.
  mutating func countFate(of id: ConversationID) {
    guard let fate = talks[id].flatMap({ Fate($0.conversation, settings) }) else { return }
    book.count(fate, at: calendar)
    today = book.today(at: now, ahead: ahead)
    effects.append(.counted(id, fate))
    tellAgents(allConsoles, promiseNotice)
  }

  var promiseNotice: AgentNotice {
    let promise = promise(at: now)
    return .promise(second: promise.bySecond, of: promise.all)
  }

  /// When consoles must hear that a new day has begun; nil while there is nothing to forget.
  var dayEnds: Instant? { today.counts.all > 0 ? today.ends : nil }

  /// Begins the day anew at the shop's midnight.
  mutating func turnDay() {
    guard let dayEnds, dayEnds <= now else { return }
    recountToday()
  }

  /// Counts the day of the calendar, and tells consoles.
  mutating func recountToday() {
    today = book.today(at: now, ahead: ahead)
    tellAgents(allConsoles, promiseNotice)
  }
}
