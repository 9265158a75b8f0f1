import Primitives

/// Which conversations fill an agent's capacity: those that want their agent now. All others rest.
extension Desk {
  /// Brings each conversation of this event to the side of its agent's caseload where it belongs now.
  func weighDue() {
    var index = 0
    while index < due.count {
      weigh(due[index])
      index += 1
    }
  }

  private func weigh(_ talk: Talk) {
    guard let before = talk.bell.claim, let agent = owner(of: talk) else { return }
    let claim: Claim = talk.wantedUntil > now ? .wanting : .resting
    guard claim != before else { return }
    talk.bell.claimed(claim)
    agent.active.move(talk.id, to: claim)
    queue.staffChanged()
    touch(talk, .summary)
    guard claim == .wanting else { return }
    if talk.isUnanswered { return rouse(talk, agent) }
    if !agent.hasRoom { fill(agent) }
  }

  /// The visitor wants an answer in a conversation that rested: its agent is rung, or everybody when they are away or
  /// full.
  private func rouse(_ talk: Talk, _ agent: Agent) {
    let team = [agent] + staff.agents(talk.company.helpers)
    disband(talk)
    // The conversation itself must not fill its agent's last place.
    agent.active.remove(talk.id)
    callOuts.forget(talk.id)
    if let own = team.first(where: \.canBeRungForOwn) { startRing(talk, [own]) } else { callEverybody(talk) }
  }

  /// An agent has no room left: their rings go to those who have, or stay with them while nobody has.
  func fill(_ agent: Agent) { if staff.isRoomLeft { unringAll(agent) } }

  /// Whether somebody should be rung for it: the visitor waits for an answer, or is in the middle of the conversation.
  func isAskedFor(_ talk: Talk) -> Bool { talk.isUnanswered || talk.wantedUntil > now }

  /// The agent who has it, when one has.
  func owner(of talk: Talk) -> Agent? { talk.phase.agent.flatMap { staff[$0] } }
}
