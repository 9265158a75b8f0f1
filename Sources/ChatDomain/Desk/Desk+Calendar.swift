import Primitives

/// Two clocks: deadlines run by `now`, which nobody sets; lines, the rota and the shop's day go by the calendar.
extension Desk {
  /// The moment of the event being handled, by the calendar.
  var calendar: Instant { now + ahead }

  /// The calendar was set: deadlines stay, the day and the next shift are looked up anew, consoles get all times anew.
  func clockSet(ahead: Milliseconds) {
    guard ahead != self.ahead else { return }
    self.ahead = ahead
    recountToday()
    expectShift()
    for talk in talks.open where showsDeadline(talk) { touch(talk, .summary) }
  }

  /// Whether consoles show how long something of it still lasts, or has lasted.
  private func showsDeadline(_ talk: Talk) -> Bool {
    switch talk.phase {
    case .waiting, .ringing: true
    case .active: talk.bell.hold != nil || talk.invitation != nil
    case .ended: false
    }
  }
}
