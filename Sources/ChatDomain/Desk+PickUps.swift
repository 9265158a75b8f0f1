import Primitives

extension Desk {
  /// The first to press wins; whoever was slower is told by whom.
  mutating func agentPickedUp(_ socket: SocketID, _ id: ConversationID) {
    guard let agent = knownAgent(socket, id) else { return }
    switch talks[id]?.phase {
    case .active(agent, _, _, _): return
    case .active(let faster, _, _, _): tellAgents([socket], .taken(id, by: profile(faster)))
    case .waiting, .ringing: take(id, agent)
    case .ended, nil: refuse(socket, .talkEnded, id)
    }
  }

  /// Gives the talk to an agent.
  ///
  /// Without words within one ring it will be void.
  mutating func take(_ id: ConversationID, _ agent: AgentID) {
    guard let phase = talks[id]?.phase, let site = talks[id]?.site else { return }
    write(.pickedUp(ring: phase.ring), by: .agent(agent), to: id)
    ring(id, becomes: .held(Hold(from: now, ring: settings.ring(on: site)), .wanting))
    callOuts.forget(id)
    talks[id]?.toldAway = false
    agents[agent]?.active.insert(id)
    agents[agent]?.lastBusy = now
    staffing = .changed
    touch(id, [.summary, .state, .introduction])
    if agents[agent]?.hasRoom == false { fill(agent) }
  }

  mutating func agentDeclined(_ socket: SocketID, _ id: ConversationID) {
    guard let agent = knownAgent(socket, id) else { return }
    if isInvited(agent, into: id) { return uninvite(id, .declined, by: .agent(agent)) }
    if let step = talks[id]?.bell.declined(by: agent) { follow(step, of: id) }
  }

  mutating func agentEnded(_ socket: SocketID, _ id: ConversationID) {
    guard let agent = knownAgent(socket, id), let phase = talks[id]?.phase else { return }
    if phase.isEnded { return refuse(socket, .talkEnded, id) }
    guard phase.agent ?? agent == agent else { return refuse(socket, .notYourTalk, id) }
    end(id, .byAgent, by: .agent(agent))
  }

  /// Lets a console follow a talk.
  ///
  /// What is no longer in memory comes whole from its file.
  mutating func agentOpened(_ socket: SocketID, _ id: ConversationID, _ after: Int) {
    guard consoles[socket] != nil else { return refuse(socket, .sayHelloFirst, id) }
    guard let talk = talks[id] else {
      return effects.append(.fetch(id, after: max(0, after), through: .max, to: socket, for: .agent))
    }
    if consoles[socket]?.opened.insert(id).inserted == true { talks[id]?.watchers.append(socket) }
    replay(talk, after: after > talk.conversation.lastSeq ? 0 : max(0, after), to: socket, as: .agent)
    introduce(talk, to: [socket])
  }

  mutating func agentClosed(_ socket: SocketID, _ id: ConversationID) {
    consoles[socket]?.opened.remove(id)
    talks[id]?.watchers.removeAll { $0 == socket }
    talks[id]?.introduced.removeAll { $0 == socket }
  }
}

extension Phase {
  /// The ring that goes on now; 0 when none does.
  fileprivate var ring: Int { if case .ringing(let ring, _, _) = self { ring } else { 0 } }
}
