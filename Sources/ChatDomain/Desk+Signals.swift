import Primitives

/// Typing and reading: the latest value wins, and nothing of it is written down.
extension Desk {
  mutating func visitorTyped(_ socket: SocketID, _ isTyping: Bool) {
    guard let key = greeted(socket), let id = openTalk(of: key), let talk = talks[id] else { return }
    tellAgents(listeners(of: talk), .typing(id, nil, isTyping: isTyping))
  }

  mutating func visitorSaw(_ socket: SocketID, _ seq: Int) {
    guard let key = greeted(socket), let id = visitors[key]?.talk, let talk = talks[id] else { return }
    let seen = min(seq, talk.conversation.lastSeq)
    guard seen > talk.seenByVisitor else { return }
    talks[id]?.seenByVisitor = seen
    tellAgents(listeners(of: talk), .seen(id, seq: seen))
  }

  mutating func agentTyped(_ socket: SocketID, _ id: ConversationID, _ isTyping: Bool, _ hasDraft: Bool) {
    guard let agent = knownAgent(socket, id), let talk = talks[id], talk.conversation.includes(agent) else { return }
    let now = now
    hold(id) { $0.typed(isTyping, hasDraft: hasDraft, at: now) }
    tellVisitors(talk.pages, .typing(id, profile(agent), isTyping: isTyping))
    tellAgents(listeners(of: talk).filter { $0 != socket }, .typing(id, profile(agent), isTyping: isTyping))
  }

  /// The agent has picked up, reads what is known, and takes the full time before the first words.
  mutating func agentHeld(_ socket: SocketID, _ id: ConversationID) {
    guard let agent = knownAgent(socket, id) else { return }
    guard talks[id]?.phase.agent == agent else { return refuse(socket, .notYourTalk, id) }
    hold(id) { $0.read() }
  }

  /// Changes how long a pick-up without words stands, and tells the agent who has it how long that is now.
  private mutating func hold(_ id: ConversationID, _ change: (inout Hold) -> Void) {
    guard let talk = talks[id], let before = talk.bell.hold, let agent = talk.phase.agent else { return }
    var hold = before
    change(&hold)
    guard hold != before else { return }
    talks[id]?.bell.holds(hold)
    touch(id)
    guard hold.until != before.until, let talk = talks[id] else { return }
    tellAgents(agents.consoles(of: agent) ?? [], .talk(summary(talk)))
  }

  /// Only the reading of the agents who are in the talk counts, while somebody has it.
  mutating func agentSaw(_ socket: SocketID, _ id: ConversationID, _ seq: Int) {
    guard let agent = knownAgent(socket, id), let talk = talks[id] else { return }
    let seen = min(seq, talk.conversation.lastSeq)
    guard talk.phase.agent == nil || talk.conversation.includes(agent), seen > talk.seenByAgent else { return }
    talks[id]?.seenByAgent = seen
    tellVisitors(talk.pages, .seen(id, seq: seen))
  }
}
