import Primitives

/// What a visitor is told while the agent who has their conversation is away: at once after a cut, a moment after a page
/// closed.
extension Desk {
  /// When the visitor must hear that the agent is away; never when they have, or the agent is here.
  func tellsAway(of agent: Agent, in talk: Talk) -> Instant {
    talk.toldAway ? .distantFuture : agent.awayAt ?? .distantFuture
  }

  func isAway(_ agent: AgentID) -> Bool { staff[agent].flatMap(\.awayAt).map { $0 <= now } ?? false }

  func sayAway(_ talk: Talk) {
    talk.toldAway = true
    touch(talk, .state)
  }

  /// A console of theirs answers again: whoever was told that they are away is told that they are back.
  func sayBack(_ agent: Agent) {
    agent.goneSince = nil
    guard agent.awayAt != nil else { return }
    agent.awayAt = nil
    for talk in talks.talks(agent.active.all) where talk.toldAway {
      talk.toldAway = false
      touch(talk, .state)
    }
  }
}
