import Primitives

extension Desk {
  /// Rings for somebody, or says why nobody can be rung.
  func call(_ talk: Talk) {
    let candidates = hopeful(callable(for: talk), for: talk)
    ring(talk, talk.conversation.rings == 0 ? first(of: candidates, for: talk) : candidates)
  }

  /// The same for a conversation that somebody has had: it rings for all others at once.
  func callEverybody(_ talk: Talk, sparing spared: Agent? = nil) {
    let callable = callable(for: talk)
    let others = callable.filter { $0 !== spared }
    ring(talk, hopeful(others.isEmpty ? callable : others, for: talk))
  }

  private func ring(_ talk: Talk, _ wanted: [Agent]) {
    if !isAskedFor(talk) { return wait(talk, .visitorAway) }
    if wanted.isEmpty { return wait(talk, reachability.waiting ?? .nobodyHere) }
    startRing(talk, wanted)
  }

  /// Agents who are known to be present; if there are none, all who might be.
  ///
  /// After two rings presence has been worth nothing: the third is for all.
  private func hopeful(_ callable: [Agent], for talk: Talk) -> [Agent] {
    let proved = callable.filter { $0.presence == .onBell }
    return proved.isEmpty || talk.conversation.rings >= 2 ? callable : proved
  }

  /// Two people are rung at once, and so are those of whom nobody is proved to be there.
  ///
  /// Of three or more, ring 1 is for the one who knows this visitor, else the longest idle.
  private func first(of candidates: [Agent], for talk: Talk) -> [Agent] {
    guard candidates.count > 2, candidates.contains(where: { $0.presence == .onBell && $0.hasRoom }) else {
      return candidates
    }
    for person in talk.persons {
      guard let known = acquaintances[person] else { continue }
      if let agent = candidates.first(where: { $0.id == known }) { return [agent] }
    }
    // Who is rung already is not idle: of several visitors at once each rings somebody else.
    let idle = candidates.min {
      ($0.active.wanting.count + $0.rung.count, $0.lastBusy, $0.id)
        < ($1.active.wanting.count + $1.rung.count, $1.lastBusy, $1.id)
    }
    return idle.map { [$0] } ?? []
  }

  /// Whether it rings only for agents who have no room.
  func isSoft(_ talk: Talk) -> Bool {
    let rung = staff.agents(talk.bell.rung)
    return !rung.isEmpty && rung.allSatisfy { !$0.hasRoom }
  }

  /// - Parameter former: the ring that goes on for these agents because nobody else is left of it.
  func startRing(_ talk: Talk, _ rung: [Agent], after former: Ring? = nil) {
    // The visitor left before this ring: their grace begins again, and it rings all the same.
    if case .waiting = talk.phase, talk.awaySince != nil { talk.awaySince = now }
    let (agents, number) = (rung.map(\.id).sorted(), talk.conversation.rings &+ 1)
    let ends = now + settings.ring(on: talk.site)
    move(talk, to: .ringing(Ring(number, for: agents, at: now, ends: ends, after: former)))
    write(.rang(ring: number, agents: agents), by: .desk, to: talk)
    for agent in rung { agent.rung.insert(talk.id) }
    if number >= 3 { callOut(talk) }
    touch(talk, [.summary, .state, .ring, .introduction])
  }

  func wait(_ talk: Talk, _ why: Waiting) {
    switch why {
    case .visitorAway: move(talk, to: .silent)
    case .nobodyHere, .everyoneBusy:
      move(talk, to: .waiting(callsOut: callOutTime(of: talk)))
      queue.insert(talk, told: why)
    }
    write(.waited(why), by: .desk, to: talk)
    // Who has been rung for it knows them, and whoever opens it from the list will.
    touch(talk, talk.introduced.isEmpty ? [.summary, .state, .introduction] : [.summary, .state])
  }

  /// Takes it off everybody's bell and off the waiting list.
  func stopRinging(_ talk: Talk) { move(talk, to: .silent) }

  /// Moves its bell to the next state, off the bells of those for whom it rang and off the waiting list.
  func move(_ talk: Talk, to bell: Bell) {
    take(talk, offBellsOf: talk.bell.become(bell))
    queue.remove(talk)
  }

  /// Where a bell was full, whoever is next in line can ring now.
  private func take(_ talk: Talk, offBellsOf agents: [AgentID]) {
    for agent in staff.agents(agents) {
      if agent.isBellFull { queue.staffChanged() }
      agent.rung.remove(talk.id)
    }
  }

  /// Does what follows from an agent's part in a ring; it passes on at once when nobody rung is left.
  func follow(_ step: Bell.Step, of talk: Talk) {
    switch step {
    case .same, .joined: break
    case .left(let agents):
      take(talk, offBellsOf: agents)
      touch(talk, [.summary, .state])
    case .passOn(let agents):
      take(talk, offBellsOf: agents)
      if !agents.isEmpty { touch(talk, [.summary, .state]) }
      passOn(talk)
    }
  }

  /// A console sounds the ring; an agent who had been given up for this ring is rung again.
  func agentHeard(_ socket: SocketID, _ id: ConversationID, _ ring: Int) {
    guard let agent = agent(at: socket), let talk = talks[id] else { return }
    if ring == 0, talk.isInvited(agent) { talk.invitationBell.acknowledge() }
    let isCallable = agent.canBeRung || agent.standsBy || agent.canBeCalled && !staff.isRoomLeft
    guard talk.bell.acknowledged(ring: ring, by: agent.id, isCallable: isCallable) == .joined else { return }
    queue.ringsAgain(talk)
    agent.rung.insert(id)
    touch(talk, [.summary, .state, .introduction])
  }

  /// Nobody rung is left: rings those who have neither said "not me" nor been out of reach.
  ///
  /// When there is nobody of that kind, the ring runs out in quiet.
  private func passOn(_ talk: Talk) {
    guard let ring = talk.bell.ring else { return }
    let callable = callable(for: talk)
    let others = callable.filter { !ring.isPassedOver($0.id) }
    if !others.isEmpty {
      startRing(talk, hopeful(others, for: talk), after: ring)
    } else if callable.isEmpty {
      wait(talk, reachability.waiting ?? .nobodyHere)
    } else {
      queue.ringsInQuiet(talk)
    }
  }

  /// Takes an agent off every bell: they are gone, off the bell, or full while others have room.
  ///
  /// What is more than one event should do is done in the next ones.
  func unringAll(_ agent: Agent, atOnce limit: Int = DomainLimits.restaffed) {
    let rung = agent.rung
    for talk in inOrder(rung).prefix(limit) { follow(talk.bell.lost(agent.id), of: talk) }
    guard rung.count > limit else { return }
    queue.isStillRung(agent)
    queue.staffChanged()
  }

  private func unringRest() {
    guard let agent = queue.nextStillRung().flatMap({ staff[$0] }) else { return }
    if !agent.isOnBell || !agent.hasRoom && staff.isRoomLeft { unringAll(agent) }
  }

  /// After somebody came, left, or got or lost room: rings for those who wait, in order of arrival, or tells them why not.
  ///
  /// Only so many at once: whatever happened meanwhile comes between.
  func restaff() {
    queue.settle()
    musters &+= 1
    unringRest()
    for _ in 0..<DomainLimits.restaffed { guard restaffNext() else { return callQuiet() } }
    queue.staffChanged()
  }

  /// Whether there was somebody in line for whom something has changed.
  private func restaffNext() -> Bool {
    let why = reachability.waiting
    guard let talk = queue.next(why).flatMap({ talks[$0] }) else { return false }
    if let why { wait(talk, why) } else { call(talk) }
    return true
  }

  // With nobody to ring they keep their ring to its end: after a restart the team needs a moment to come back.
  private func callQuiet() {
    if reachability.waiting == nil { for talk in inOrder(queue.quiet) { passOn(talk) } }
  }

  private func inOrder(_ ids: Set<ConversationID>) -> [Talk] {
    talks.talks(ids).sorted { ($0.conversation.since, $0.id) < ($1.conversation.since, $1.id) }
  }
}
