import Primitives

/// Conversations that wait for an agent: none can be rung, or all agents of their ring declined or missed it.
struct WaitingQueue {
  /// Conversations for which no agent can be rung now.
  private(set) var lines = WaitingLines()
  /// Ringing for nobody until the ring is over, because everybody said "not me" or the server was restarted.
  private(set) var quiet: Set<ConversationID> = []
  /// Agents whose bells hold more conversations than one event may take off; the next events take off the rest.
  private var stillRung: [AgentID] = []
  /// Whether somebody came, left, or got or lost room since the lines were last looked at.
  private(set) var staffing = Staffing.changed

  enum Staffing { case settled, changed }

  mutating func staffChanged() { staffing = .changed }
  mutating func settle() { staffing = .settled }

  mutating func insert(_ talk: Talk, told why: Waiting) {
    lines.insert(talk.id, since: talk.conversation.since, told: why)
  }

  mutating func ringsInQuiet(_ talk: Talk) { quiet.insert(talk.id) }
  mutating func ringsAgain(_ talk: Talk) { quiet.remove(talk.id) }

  mutating func remove(_ talk: Talk) {
    lines.remove(talk.id)
    quiet.remove(talk.id)
  }

  /// The first conversation not yet told `why` no agent can be rung; with nil, when one can, the first of all.
  mutating func next(_ why: Waiting?) -> ConversationID? { why.map { lines.first(notTold: $0) } ?? lines.first() }

  mutating func isStillRung(_ agent: Agent) { stillRung.append(agent.id) }
  mutating func nextStillRung() -> AgentID? { stillRung.popLast() }
}
