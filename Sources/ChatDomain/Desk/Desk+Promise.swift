package import Primitives

/// The team's one figure: answered by the second ring, n of m, today. Whose doing it was is counted nowhere.
extension Desk {
  /// How the promise was kept, also before a restart.
  package var book: PromiseBook { figures.book }

  /// What the book says of today.
  package var today: PromiseToday { figures.today }

  /// How the promise was kept on the shop's day of `now`.
  package func promise(at now: Instant) -> RingCounts { today.counts(at: now) }

  /// The same, as of the last event.
  package var rings: RingCounts { promise(at: now) }

  /// Counts what the transcripts tell of conversations that the desk does not see decided itself.
  package func recount(_ fates: [Fate], at now: Instant) {
    self.now = now
    figures.count(fates, at: now, ahead: ahead)
  }

  /// Counts a conversation whose visitor has just been answered or has gone.
  func countFate(of talk: Talk) {
    guard let fate = Fate(talk.conversation, ring: settings.ring) else { return }
    figures.count([fate], at: now, ahead: ahead)
    effects.append(.counted(talk.id, fate))
    tellAgents(staff.sockets, figures.notice(at: now))
  }

  /// Begins the day anew at the shop's midnight.
  func turnDay() {
    guard let dayEnds = figures.dayEnds, dayEnds <= now else { return }
    recountToday()
  }

  /// Counts the day of the calendar, and tells consoles.
  func recountToday() {
    figures.turnDay(at: now, ahead: ahead)
    tellAgents(staff.sockets, figures.notice(at: now))
  }
}
