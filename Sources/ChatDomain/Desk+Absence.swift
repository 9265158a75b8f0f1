import Primitives

/// What a visitor is told while the agent who has their talk is away: at once after a cut, a moment after a page closed.
extension Desk {
  /// When the visitor of this talk must hear that its agent is away; never when they have, or the agent is here.
  func tellsAway(of agent: AgentID, in talk: Talk) -> Instant {
    talk.toldAway ? .distantFuture : agents.awayAt(agent) ?? .distantFuture
  }

  func isAway(_ agent: AgentID) -> Bool { agents.awayAt(agent).map { $0 <= now } ?? false }

  mutating func sayAway(_ id: ConversationID) {
    talks[id]?.toldAway = true
    touch(id, .state)
  }

  /// A console of theirs answers again: whoever was told that they are away is told that they are back.
  mutating func sayBack(_ agent: AgentID) {
    agents[agent]?.goneSince = nil
    guard agents[agent]?.awayAt != nil else { return }
    agents[agent]?.awayAt = nil
    for id in (agents[agent]?.active.all ?? []).sorted() where talks[id]?.toldAway == true {
      talks[id]?.toldAway = false
      touch(id, .state)
    }
  }
}
