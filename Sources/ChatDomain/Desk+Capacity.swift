import Primitives

/// Which conversations fill an agent's capacity: those that want their agent now. All others rest.
extension Desk {
  /// Brings each talk of this event to the side of its agent's caseload where it belongs now.
  mutating func weighDue() {
    var index = 0
    while index < due.count {
      weigh(due[index])
      index += 1
    }
  }

  private mutating func weigh(_ id: ConversationID) {
    let now = now
    let claim: Claim?? = talks.open(id) { talk in
      let claim: Claim = talk.wantedUntil > now ? .wanting : .resting
      return talk.bell.claim == nil || claim == talk.bell.claim ? nil : claim
    }
    guard let claim = claim ?? nil, let agent = talks[id]?.phase.agent else { return }
    talks[id]?.bell.claimed(claim)
    agents[agent]?.active.move(id, to: claim)
    staffing = .changed
    touch(id, .summary)
    guard claim == .wanting else { return }
    if talks[id]?.conversation.unansweredSince != nil { return rouse(id, agent) }
    if agents[agent]?.hasRoom == false { fill(agent) }
  }

  /// The visitor wants an answer in a conversation that rested: its agent is rung, or everybody when they are away or
  /// full.
  private mutating func rouse(_ id: ConversationID, _ agent: AgentID) {
    let company = talks[id]?.conversation.company.helpers ?? []
    disband(id)
    // The talk itself must not fill its agent's last place.
    agents[agent]?.active.remove(id)
    let own = ([agent] + company).first { agents[$0]?.canBeRungForOwn == true }
    callOuts.forget(id)
    if let own { startRing(id, [own]) } else { callEverybody(id) }
  }

  /// An agent has no room left: their rings go to those who have, or stay with them while nobody has.
  mutating func fill(_ agent: AgentID) { if isRoomLeft { unringAll(agent) } }

  /// Whether somebody who is proved to be there has room for one more conversation.
  var isRoomLeft: Bool { agents.standings.contains { $0.canBeRung && $0.presence == .onBell } }

  /// Whether somebody should be rung for it: the visitor waits for an answer, or is in the middle of the conversation.
  func isAskedFor(_ talk: Talk) -> Bool { talk.conversation.unansweredSince != nil || talk.wantedUntil > now }
}

extension Talk {
  /// Until when it wants its agent; it rests from then on.
  var wantedUntil: Instant {
    switch (leftAt: awaySince, unanswered: conversation.unansweredSince) {
    case (nil, .some): .distantFuture
    case (nil, nil): conversation.lastSpoken + DomainLimits.recentWords
    case (let leftAt?, .some): leftAt + DomainLimits.unansweredAfterLeaving
    case (let leftAt?, nil): leftAt
    }
  }
}
