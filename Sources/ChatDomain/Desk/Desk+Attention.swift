import Primitives

/// Presence is proved: a console that answers is not yet somebody who would hear it.
extension Desk {
  func agentTurnedBell(_ socket: SocketID, _ isOn: Bool, _ hand: Hand) {
    guard let agent = agent(at: socket) else { return }
    let before = agent.presence
    if hand == .person { agent.lastInput = now }
    agent.bell = isOn ? bell(of: agent) : .off
    expectInput(of: agent)
    guard before != agent.presence else { return }
    tellPresence()
    if !isOn { unringAll(agent) }
  }

  /// Somebody is there after all, or still.
  func agentActive(_ socket: SocketID) {
    guard let agent = agent(at: socket) else { return }
    agent.lastInput = now
    guard agent.bell == .unattended else { return }
    agent.bell = .on
    expectInput(of: agent)
    tellPresence()
  }

  /// Whoever has not touched a console for too long is asked whether they are there.
  func loseAttention() {
    let onBell = staff.all.filter { $0.bell == .on }
    let lost = onBell.filter { bell(of: $0) == .unattended }
    for agent in lost { agent.bell = .unattended }
    staff.attentionEnds = nil
    for agent in onBell { expectInput(of: agent) }
    if !lost.isEmpty { tellPresence() }
  }

  private func bell(of agent: Agent) -> Agent.Bell { attentionEnd(of: agent) > now ? .on : .unattended }

  // One moment for the whole team: input is frequent, and looking too early costs a walk over the team.
  private func expectInput(of agent: Agent) {
    guard agent.bell == .on else { return }
    let end = attentionEnd(of: agent)
    staff.attentionEnds = min(staff.attentionEnds ?? end, end)
  }

  private func attentionEnd(of agent: Agent) -> Instant { agent.lastInput + settings.attention }
}
