import Primitives

/// Typing and reading: the latest value wins, and nothing of it is written down.
extension Desk {
  func visitorTyped(_ socket: SocketID, _ isTyping: Bool) {
    guard let page = greeted(socket), let talk = page.visitor.openTalk else { return }
    tellAgents(listeners(of: talk), .typing(talk.id, nil, isTyping: isTyping))
  }

  func visitorSaw(_ socket: SocketID, _ seq: Int) {
    guard let page = greeted(socket), let talk = page.visitor.talk else { return }
    let seen = min(seq, talk.conversation.lastSeq)
    guard seen > talk.seenByVisitor else { return }
    talk.seenByVisitor = seen
    tellAgents(listeners(of: talk), .seen(talk.id, seq: seen))
  }

  func agentTyped(_ socket: SocketID, _ id: ConversationID, _ isTyping: Bool, _ hasDraft: Bool) {
    guard let (agent, talk) = known(socket, id), talk.includes(agent) else { return }
    hold(talk) { $0.typed(isTyping, hasDraft: hasDraft, at: now) }
    tellVisitors(talk.pages, .typing(id, agent.profile, isTyping: isTyping))
    tellAgents(listeners(of: talk).filter { $0 != socket }, .typing(id, agent.profile, isTyping: isTyping))
  }

  /// The agent has picked up, reads what is known, and takes the full time before the first words.
  func agentHeld(_ socket: SocketID, _ id: ConversationID) {
    guard let (agent, talk) = known(socket, id) else { return }
    guard talk.phase.agent == agent.id else { return refuse(socket, .notYourTalk, id) }
    hold(talk) { $0.read() }
  }

  /// Changes how long a pick-up without words stands, and tells the agent who has it how long that is now.
  private func hold(_ talk: Talk, _ change: (inout Hold) -> Void) {
    guard let before = talk.bell.hold, let agent = owner(of: talk) else { return }
    var hold = before
    change(&hold)
    guard hold != before else { return }
    talk.bell.holds(hold)
    touch(talk)
    if hold.until != before.until { tellAgents(agent.consoles, .talk(summary(talk))) }
  }

  /// Only the reading of the agents who are in the conversation counts, while somebody has it.
  func agentSaw(_ socket: SocketID, _ id: ConversationID, _ seq: Int) {
    guard let (agent, talk) = known(socket, id) else { return }
    let seen = min(seq, talk.conversation.lastSeq)
    guard talk.phase.agent == nil || talk.includes(agent), seen > talk.seenByAgent else { return }
    talk.seenByAgent = seen
    tellVisitors(talk.pages, .seen(id, seq: seen))
  }
}
