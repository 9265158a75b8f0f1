import Primitives

/// Presence is proved: a console that answers is not yet somebody who would hear it.
extension Desk {
  mutating func agentTurnedBell(_ socket: SocketID, _ isOn: Bool, _ hand: Hand) {
    guard let agent = consoles[socket]?.agent, let presence = agents[agent]?.presence else { return }
    if hand == .person { agents[agent]?.lastInput = now }
    let bell = isOn ? bell(of: agent) : .off
    agents[agent]?.bell = bell
    expectInput(of: agent)
    guard presence != agents[agent]?.presence else { return }
    tellPresence()
    if !isOn { unringAll(agent) }
  }

  /// Somebody is there after all, or still.
  mutating func agentActive(_ socket: SocketID) {
    guard let agent = consoles[socket]?.agent else { return }
    agents[agent]?.lastInput = now
    guard agents[agent]?.bell == .unattended else { return }
    agents[agent]?.bell = .on
    expectInput(of: agent)
    tellPresence()
  }

  /// Whoever has not touched a console for too long is asked whether they are there.
  mutating func loseAttention() {
    let onBell = agents.values.filter { $0.bell == .on }.map(\.profile.id)
    let lost = onBell.filter { bell(of: $0) == .unattended }
    for agent in lost { agents[agent]?.bell = .unattended }
    attentionEnds = nil
    for agent in onBell { expectInput(of: agent) }
    if !lost.isEmpty { tellPresence() }
  }

  private func bell(of agent: AgentID) -> Agent.Bell {
    attentionEnd(of: agent).map { $0 > now } == true ? .on : .unattended
  }

  // One moment for the whole team: input is frequent, and looking too early costs a walk over the team.
  private mutating func expectInput(of agent: AgentID) {
    guard agents[agent]?.bell == .on, let end = attentionEnd(of: agent) else { return }
    attentionEnds = min(attentionEnds ?? end, end)
  }

  private func attentionEnd(of agent: AgentID) -> Instant? {
    agents[agent].map { $0.lastInput + settings.attention }
  }
}

extension DeskEvent {
  /// The console at which this shows a person's hand; nil when a page may do it by itself.
  var touched: SocketID? {
    switch self {
    case .agentActive(let console), .agentPickedUp(let console, _), .agentDeclined(let console, _),
      .agentSaid(let console, _, _, _), .agentNoted(let console, _, _, _), .agentEnded(let console, _),
      .agentInvited(let console, _, _, _, _, _), .agentJoined(let console, _), .agentWithdrew(let console, _),
      .agentLeftTalk(let console, _), .agentHeld(let console, _):
      console
    case .agentTyped(let console, _, isTyping: true, hasDraft: _): console
    default: nil
    }
  }
}
