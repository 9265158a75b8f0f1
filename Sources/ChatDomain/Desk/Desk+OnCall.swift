import Primitives

/// Who is on call: rung at a console from the third ring on, and called wherever they are when they are at none.
extension Desk {
  func rosterChanged(_ roster: Roster) {
    for agent in staff.all {
      agent.duty = roster.onCall.contains(agent.id) ? .onCall : .desk
      if !agent.isOnBell, !agent.standsBy { unringAll(agent) }
    }
    staff.rota = Rota(roster.shifts)
    queue.staffChanged()
    expectShift()
  }

  /// Whom the next ring may reach: those on the bell, and whoever is on call at a console when two rings brought nobody
  /// or nobody else is there.
  func callable(for talk: Talk) -> [Agent] {
    // With room nowhere it rings for everybody.
    let isRoomLeft = staff.isRoomLeft
    let onBell = staff.all.filter { isRoomLeft ? $0.canBeRung : $0.canBeCalled }
    guard onBell.isEmpty || talk.conversation.rings >= 2 else { return onBell }
    return onBell + staff.all.filter(\.standsBy)
  }

  /// When whoever is on call hears of words for which nobody can be rung: as soon as a third ring would come.
  func callOutTime(of talk: Talk) -> Instant {
    let (ring, since) = (settings.ring(on: talk.site), talk.conversation.unansweredSince ?? now)
    return max(now, since + ring + ring)
  }

  /// Calls those on call who are at no console, each once until somebody picks up.
  func callOut(_ talk: Talk) {
    talk.bell.calledOut()
    let wanted = staff.all.filter { $0.duty == .onCall && !$0.isThere }.map(\.id)
    let fresh = callOuts.add(wanted, for: talk.id)
    if !fresh.isEmpty { effects.append(.callOut(fresh, talk.id, ring: talk.conversation.rings)) }
  }
}

extension Desk {
  /// Looks up anew who comes next, and tells those who wait for somebody.
  func expectShift() {
    staff.nextShift = staff.rota.next(after: calendar, by: settings.clock)
    for talk in talks.talks(Set(queue.lines.everybody)) { touch(talk, .state) }
  }

  /// Who comes back and when, for a visitor for whom nobody is here.
  var nextReturn: Return? {
    guard let nextShift = staff.nextShift, nextShift.at > calendar else { return nil }
    return Return(name: staff.profile(nextShift.agent).name, at: nextShift.at)
  }
}
