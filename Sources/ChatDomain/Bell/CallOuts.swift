/// Which agents on call have been called for a conversation since an agent last had it.
struct CallOuts: Sendable {
  private var called: [ConversationID: Set<AgentID>] = [:]

  /// Notes that these are called; those of them who had not been.
  mutating func add(_ agents: [AgentID], for id: ConversationID) -> [AgentID] {
    let fresh = agents.filter { called[id]?.contains($0) != true }
    if !fresh.isEmpty { called[id, default: []].formUnion(fresh) }
    return fresh
  }

  /// An agent has it, or it has ended.
  mutating func forget(_ id: ConversationID) { called[id] = nil }
}
