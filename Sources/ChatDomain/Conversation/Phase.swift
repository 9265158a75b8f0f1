package import Primitives

/// What goes on in a conversation, as its lines tell: waiting -> ringing -> active -> ended, and back from any to ringing.
package enum Phase: Equatable, Sendable {
  /// Nobody is rung; the words are kept.
  case waiting(Waiting)
  /// This ring went out then, to these agents.
  case ringing(ring: Int, since: Instant, agents: [AgentID])
  /// This agent has it; it was picked up then, during that ring (0: from the waiting list).
  case active(AgentID, ring: Int, since: Instant, Voice)
  /// Over since then.
  case ended(Ending, at: Instant)

  /// Whether any agent in it has written to the visitor since it was picked up.
  package enum Voice: Sendable {
    /// Not a word: one ring later the pick-up is void.
    case silent
    /// Human words came.
    case heard
  }

  /// The agent who has it, when somebody has.
  package var agent: AgentID? { if case .active(let agent, _, _, _) = self { agent } else { nil } }

  /// The same by a clock that shows so much more.
  func retimed(by shift: Milliseconds) -> Phase {
    switch self {
    case .waiting: self
    case .ringing(let ring, let since, let agents): .ringing(ring: ring, since: since + shift, agents: agents)
    case .active(let agent, let ring, let since, let voice): .active(agent, ring: ring, since: since + shift, voice)
    case .ended(let why, let at): .ended(why, at: at + shift)
    }
  }

  /// Whether it is over.
  package var isEnded: Bool { if case .ended = self { true } else { false } }
}
