import Primitives

/// Two clocks: deadlines run by `now`, which nobody sets; lines, the rota and the shop's day go by the calendar.
extension Desk {
  /// The moment of the event being handled, by the calendar.
  var calendar: Instant { now + ahead }

  /// The number of a conversation's last line, and when it was written by the calendar.
  mutating func lastLine(of id: ConversationID) -> (seq: Int, at: Instant) {
    talks.open(id) { ($0.conversation.lastSeq, $0.conversation.lastAt) } ?? (0, calendar)
  }

  /// The calendar was set: deadlines stay, the day and the next shift are looked up anew, consoles get all times anew.
  mutating func clockSet(ahead: Milliseconds) {
    guard ahead != self.ahead else { return }
    self.ahead = ahead
    recountToday()
    expectShift()
    for talk in talks.values where showsDeadline(talk) { touch(talk.id, .summary) }
  }

  /// Whether consoles show how long something of it still lasts, or has lasted.
  private func showsDeadline(_ talk: Talk) -> Bool {
    switch talk.phase {
    case .waiting, .ringing: true
    case .active: talk.phase.isHeld || talk.conversation.company.invitation != nil
    case .ended: false
    }
  }
}
