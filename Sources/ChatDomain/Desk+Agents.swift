import Primitives

extension Desk {
  mutating func agentCame(
    _ socket: SocketID, _ profile: Profile, _ role: Role, _ capacity: Int, _ resume: [ResumePoint]
  ) {
    if consoles[socket] != nil { agentLeft(socket) }
    let presence = agents[profile.id]?.presence
    agents[profile.id, default: Agent(profile: profile)].consoles.append(socket)
    agents[profile.id]?.profile = profile
    agents[profile.id]?.capacity = capacity
    agents[profile.id]?.role = role
    sayBack(profile.id)
    consoles[socket] = Console(agent: profile.id)
    allConsoles.append(socket)
    allConsoles.sort()
    staffing = .changed
    welcome(socket, profile.id)
    for point in resume { resumeTalk(socket, point) }
    for id in (agents[profile.id]?.rung ?? []).sorted() { ringAgain(socket, id) }
    for id in (agents[profile.id]?.invited ?? []).sorted() { askAgain(id, socket, presence) }
    if presence != agents[profile.id]?.presence { tellPresence() }
  }

  private mutating func welcome(_ socket: SocketID, _ agent: AgentID) {
    guard let you = agents[agent]?.colleague, let role = agents[agent]?.role else { return }
    let open = talks.values.filter { !$0.phase.isEnded }.map(summary).sorted {
      ($0.since, $0.conversation) < ($1.since, $1.conversation)
    }
    effects.append(.tellAgents([socket], .welcome(you: you, role: role, team: team, talks: open)))
    tellAgents([socket], promiseNotice)
  }

  private mutating func resumeTalk(_ socket: SocketID, _ point: ResumePoint) {
    agentOpened(socket, point.conversation, talks[point.conversation]?.conversation.start(for: point) ?? 0)
  }

  private mutating func ringAgain(_ socket: SocketID, _ id: ConversationID) {
    guard let talk = talks[id], let ring = talk.bell.ring else { return }
    let isSoft = consoles[socket].map { agents[$0.agent]?.hasRoom == false } ?? false
    tellAgents([socket], .ring(id, ring: ring.number, until: ring.ends + ahead, soft: isSoft))
    introduce(talk, to: [socket])
  }

  mutating func agentLeft(_ socket: SocketID) {
    guard let console = consoles.removeValue(forKey: socket) else { return }
    allConsoles.removeAll { $0 == socket }
    for id in console.opened { talks[id]?.watchers.removeAll { $0 == socket } }
    let wasThere = agents[console.agent]?.isThere == true
    agents[console.agent]?.consoles.removeAll { $0 == socket }
    agents[console.agent]?.silent.remove(socket)
    if agents[console.agent]?.consoles.isEmpty == true { agents[console.agent]?.bell = .off }
    // Its page may only have been loaded again.
    if wasThere { vanishIfGone(console.agent, toldAfter: DomainLimits.reload) }
  }

  /// A lid was closed or a network is gone; whether for long is not known yet, so the bell's switch stays as it is.
  mutating func agentFellSilent(_ socket: SocketID) {
    guard let agent = consoles[socket]?.agent, agents[agent]?.silent.insert(socket).inserted == true else { return }
    vanishIfGone(agent, toldAfter: Milliseconds(0))
  }

  mutating func agentAnswered(_ socket: SocketID) {
    guard let agent = consoles[socket]?.agent, agents[agent]?.silent.remove(socket) != nil else { return }
    guard agents[agent]?.goneSince != nil else { return }
    sayBack(agent)
    tellPresence()
    for id in agents[agent]?.commitments ?? [] { touch(id) }
    for id in (agents[agent]?.invited ?? []).sorted() { askAgain(id, socket, .gone) }
  }

  /// No console answers any more: rings move on at once, talks keep their agent for a grace.
  private mutating func vanishIfGone(_ agent: AgentID, toldAfter delay: Milliseconds) {
    guard agents[agent]?.isThere == false, agents[agent]?.goneSince == nil else { return }
    agents[agent]?.goneSince = now
    agents[agent]?.awayAt = now + delay
    tellPresence()
    unringAll(agent)
    for id in (agents[agent]?.invited ?? []).sorted() { awaitReturn(of: agent, invitedTo: id) }
    for id in agents[agent]?.commitments ?? [] { touch(id) }
  }

  mutating func agentRenamed(_ profile: Profile) {
    if agents[profile.id] == nil { agents[profile.id] = Agent(profile: profile) }
    agents[profile.id]?.profile = profile
    tellPresence()
    guard let agent = agents[profile.id] else { return }
    for id in agent.rung.union(agent.commitments).sorted() { touch(id, [.summary, .state]) }
  }

  mutating func agentRemoved(_ id: AgentID) {
    guard let agent = agents[id] else { return }
    for socket in agent.consoles {
      effects.append(.hangUp(socket, .signedOut))
      agentLeft(socket)
    }
    unringAll(id, atOnce: .max)
    for talk in agent.invited.sorted() { uninvite(talk, .absent, by: .desk) }
    for talk in agent.helping.sorted() { depart(id, from: talk, by: .desk) }
    for talk in agent.active.all.sorted() { release(talk, from: id, .removed) }
    agents[id] = nil
    tellPresence()
  }

  /// The agent behind a console, when the talk is in memory; else the console is told what is wrong.
  mutating func knownAgent(_ socket: SocketID, _ id: ConversationID, _ mid: MessageID? = nil) -> AgentID? {
    guard let agent = consoles[socket]?.agent else {
      refuse(socket, .sayHelloFirst, id, mid)
      return nil
    }
    if talks.seek(id) != nil { return agent }
    refuse(socket, .unknownTalk, id, mid)
    return nil
  }

  mutating func refuse(
    _ socket: SocketID, _ code: Refusal.Code, _ id: ConversationID, _ mid: MessageID? = nil, field: String = "",
    limit: Int? = nil
  ) {
    tellAgents([socket], .refused(Refusal(code, ref: mid, conversation: id, field: field, limit: limit)))
  }
}
