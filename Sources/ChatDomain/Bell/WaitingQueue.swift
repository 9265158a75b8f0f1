import Primitives

/// Who waits for an agent: those for whom nobody can be rung, and those whose ring has nobody left.
struct WaitingQueue {
  /// Waiting for somebody who can be rung.
  private(set) var lines = WaitingLines()
  /// Ringing for nobody until the ring is over, because everybody said "not me" or the server was restarted.
  private(set) var quiet: Set<ConversationID> = []
  /// Agents whom more conversations ring for than one event could take off their bells.
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

  /// The first in line for whom something has changed, when nobody can be rung for the reason given, or somebody can.
  mutating func next(_ why: Waiting?) -> ConversationID? { why.map { lines.first(notTold: $0) } ?? lines.first() }

  mutating func isStillRung(_ agent: Agent) { stillRung.append(agent.id) }
  mutating func nextStillRung() -> AgentID? { stillRung.popLast() }
}
