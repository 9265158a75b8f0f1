import Primitives

extension Desk {
  func agentCame(_ socket: SocketID, _ profile: Profile, _ role: Role, _ capacity: Int, _ resume: [ResumePoint]) {
    if staff.consoles[socket] != nil { agentLeft(socket) }
    let before = staff[profile.id].map(\.presence)
    let agent = staff.agent(profile)
    staff.connect(socket, to: agent)
    (agent.profile, agent.capacity, agent.role) = (profile, capacity, role)
    sayBack(agent)
    queue.staffChanged()
    welcome(socket, agent)
    for point in resume { resumeTalk(socket, point) }
    for talk in talks.talks(agent.rung) { ringAgain(socket, agent, talk) }
    for talk in talks.talks(agent.invited) { askAgain(talk, socket, before ?? .gone) }
    if before != agent.presence { tellPresence() }
  }

  private func welcome(_ socket: SocketID, _ agent: Agent) {
    let open = talks.open.map(summary).sorted { ($0.since, $0.conversation) < ($1.since, $1.conversation) }
    effects.append(
      .tellAgents([socket], .welcome(you: agent.colleague, role: agent.role, team: team, talks: open)))
    tellAgents([socket], figures.notice(at: now))
  }

  private func resumeTalk(_ socket: SocketID, _ point: ResumePoint) {
    agentOpened(socket, point.conversation, talks[point.conversation].map { $0.conversation.start(for: point) } ?? 0)
  }

  private func ringAgain(_ socket: SocketID, _ agent: Agent, _ talk: Talk) {
    guard let ring = talk.bell.ring else { return }
    tellAgents([socket], .ring(talk.id, ring: ring.number, until: ring.ends + ahead, soft: !agent.hasRoom))
    introduce(talk, to: [socket])
  }

  func agentLeft(_ socket: SocketID) {
    guard let agent = staff.consoles[socket].map(\.agent) else { return }
    let wasThere = agent.isThere
    guard let console = staff.disconnect(socket) else { return }
    for talk in talks.talks(console.opened) { talk.watchers.removeAll { $0 == socket } }
    // Its page may only have been loaded again.
    if wasThere { vanishIfGone(agent, toldAfter: DomainLimits.reload) }
  }

  /// A lid was closed or a network is gone; whether for long is not known yet, so the bell's switch stays as it is.
  func agentFellSilent(_ socket: SocketID) {
    guard let agent = agent(at: socket), agent.silent.insert(socket).inserted else { return }
    vanishIfGone(agent, toldAfter: Milliseconds(0))
  }

  func agentAnswered(_ socket: SocketID) {
    guard let agent = agent(at: socket), agent.silent.remove(socket) != nil, agent.goneSince != nil else { return }
    sayBack(agent)
    tellPresence()
    for talk in talks.talks(agent.commitments) { touch(talk) }
    for talk in talks.talks(agent.invited) { askAgain(talk, socket, .gone) }
  }

  /// No console answers any more: rings move on at once, conversations keep their agent for a grace.
  private func vanishIfGone(_ agent: Agent, toldAfter delay: Milliseconds) {
    guard !agent.isThere, agent.goneSince == nil else { return }
    (agent.goneSince, agent.awayAt) = (now, now + delay)
    tellPresence()
    unringAll(agent)
    for talk in talks.talks(agent.invited) { awaitReturn(to: talk) }
    for talk in talks.talks(agent.commitments) { touch(talk) }
  }

  func agentRenamed(_ profile: Profile) {
    let agent = staff.agent(profile)
    agent.profile = profile
    tellPresence()
    for talk in talks.talks(agent.rung.union(agent.commitments)) { touch(talk, [.summary, .state]) }
  }

  func agentRemoved(_ id: AgentID) {
    guard let agent = staff[id] else { return }
    for socket in agent.consoles {
      effects.append(.hangUp(socket, .signedOut))
      agentLeft(socket)
    }
    unringAll(agent, atOnce: .max)
    for talk in talks.talks(agent.invited) { uninvite(talk, .absent, by: .desk) }
    for talk in talks.talks(agent.helping) { depart(agent.named, from: talk, by: .desk) }
    for talk in talks.talks(agent.active.all) { release(talk, from: agent, .removed) }
    staff.remove(agent)
    tellPresence()
  }

  /// The agent behind a console; nil without a hello.
  func agent(at socket: SocketID) -> Agent? { staff.consoles[socket].map(\.agent) }

  /// The agent behind a console and the conversation, when it is in memory; else the console is told what is wrong.
  func known(_ socket: SocketID, _ id: ConversationID, _ mid: MessageID? = nil) -> (Agent, Talk)? {
    guard let agent = agent(at: socket) else {
      refuse(socket, .sayHelloFirst, id, mid)
      return nil
    }
    if let talk = talks[id] { return (agent, talk) }
    refuse(socket, .unknownTalk, id, mid)
    return nil
  }

  func refuse(
    _ socket: SocketID, _ code: Refusal.Code, _ id: ConversationID, _ mid: MessageID? = nil, field: String = "",
    limit: Int? = nil
  ) {
    tellAgents([socket], .refused(Refusal(code, ref: mid, conversation: id, field: field, limit: limit)))
  }
}
