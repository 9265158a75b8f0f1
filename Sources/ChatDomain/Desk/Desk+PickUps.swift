import Primitives

extension Desk {
  /// The first to press wins; whoever was slower is told by whom.
  func agentPickedUp(_ socket: SocketID, _ id: ConversationID) {
    guard let (agent, talk) = known(socket, id) else { return }
    switch talk.phase {
    case .active(agent.id, _, _, _): return
    case .active(let faster, _, _, _): tellAgents([socket], .taken(id, by: staff.profile(faster)))
    case .waiting, .ringing: take(talk, agent)
    case .ended: refuse(socket, .talkEnded, id)
    }
  }

  /// Gives the conversation to an agent.
  ///
  /// Without words within one ring the pick-up will be void.
  func take(_ talk: Talk, _ agent: Agent) {
    let ring = talk.bell.ring.map(\.number) ?? 0
    move(talk, to: .held(Hold(from: now, ring: settings.ring(on: talk.site)), .wanting))
    write(.pickedUp(ring: ring), by: .agent(agent.id), to: talk)
    callOuts.forget(talk.id)
    talk.toldAway = false
    agent.active.insert(talk.id)
    agent.lastBusy = now
    queue.staffChanged()
    touch(talk, [.summary, .state, .introduction])
    if !agent.hasRoom { fill(agent) }
  }

  func agentDeclined(_ socket: SocketID, _ id: ConversationID) {
    guard let (agent, talk) = known(socket, id) else { return }
    if talk.isInvited(agent) { return uninvite(talk, .declined, by: .agent(agent.id)) }
    follow(talk.bell.declined(by: agent.id), of: talk)
  }

  func agentEnded(_ socket: SocketID, _ id: ConversationID) {
    guard let (agent, talk) = known(socket, id) else { return }
    if talk.phase.isEnded { return refuse(socket, .talkEnded, id) }
    guard talk.phase.agent ?? agent.id == agent.id else { return refuse(socket, .notYourTalk, id) }
    end(talk, .byAgent, by: .agent(agent.id))
  }

  /// Lets a console follow a conversation.
  ///
  /// What is no longer in memory comes whole from its file.
  func agentOpened(_ socket: SocketID, _ id: ConversationID, _ after: Int) {
    guard let console = staff.consoles[socket] else { return refuse(socket, .sayHelloFirst, id) }
    guard let talk = talks[id] else {
      return effects.append(.fetch(id, after: max(0, after), through: .max, to: socket, for: .agent))
    }
    if console.opened.insert(id).inserted { talk.watchers.append(socket) }
    replay(talk, after: after > talk.conversation.lastSeq ? 0 : max(0, after), to: socket, as: .agent)
    introduce(talk, to: [socket])
  }

  func agentClosed(_ socket: SocketID, _ id: ConversationID) {
    if let console = staff.consoles[socket] { console.opened.remove(id) }
    guard let talk = talks[id] else { return }
    talk.watchers.removeAll { $0 == socket }
    talk.introduced.removeAll { $0 == socket }
  }
}
