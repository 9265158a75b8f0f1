import Primitives

/// Who is on call: rung at a console from the third ring on, and called wherever they are when they are at none.
extension Desk {
  mutating func rosterChanged(_ roster: Roster) {
    for id in agents.keys {
      agents[id]?.duty = roster.onCall.contains(id) ? .onCall : .desk
      if let agent = agents[id], !agent.isOnBell, !agent.standsBy { unringAll(id) }
    }
    rota = Rota(roster.shifts)
    staffing = .changed
    expectShift()
  }

  /// Whom the next ring may reach: those on the bell, and whoever is on call at a console when two rings brought nobody
  /// or nobody else is there.
  func callable(for talk: Talk) -> [Agent] {
    // With room nowhere it rings for everybody.
    let isRoomLeft = isRoomLeft
    let onBell = agents.filter { isRoomLeft ? $0.canBeRung : $0.canBeCalled }
    guard onBell.isEmpty || talk.conversation.rings >= 2 else { return onBell }
    return onBell + agents.filter(\.standsBy)
  }

  /// When whoever is on call hears of words for which nobody can be rung: as soon as a third ring would come.
  func callOutTime(of talk: Talk) -> Instant {
    let since = talk.conversation.unansweredSince ?? now
    return max(now, since + settings.ring(on: talk.site) + settings.ring(on: talk.site))
  }

  /// Calls those on call who are at no console, each once until somebody picks up.
  mutating func callOut(_ id: ConversationID) {
    talks[id]?.bell.calledOut()
    guard let talk = talks[id] else { return }
    let wanted = agents.values.filter { $0.duty == .onCall && !$0.isThere }.map(\.profile.id).sorted()
    let fresh = callOuts.add(wanted, for: id)
    guard !fresh.isEmpty else { return }
    effects.append(.callOut(fresh, id, ring: talk.conversation.rings))
  }
}
