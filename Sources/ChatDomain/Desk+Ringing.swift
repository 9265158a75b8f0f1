import Primitives

extension Desk {
  /// Rings for somebody, or says why nobody can be rung.
  mutating func call(_ id: ConversationID) {
    guard let talk = talks[id] else { return }
    let candidates = hopeful(callable(for: talk), for: talk)
    ring(id, talk.conversation.rings == 0 ? first(of: candidates, for: talk) : candidates.map(\.profile.id))
  }

  /// The same for a talk that somebody has had: it rings for all others at once.
  mutating func callEverybody(_ id: ConversationID, sparing spared: AgentID? = nil) {
    guard let talk = talks[id] else { return }
    let callable = callable(for: talk)
    let others = callable.filter { $0.profile.id != spared }
    ring(id, hopeful(others.isEmpty ? callable : others, for: talk).map(\.profile.id))
  }

  private mutating func ring(_ id: ConversationID, _ wanted: [AgentID]) {
    guard let talk = talks[id] else { return }
    if !isAskedFor(talk) { return wait(id, .visitorAway) }
    if wanted.isEmpty { return wait(id, reachability.waiting ?? .nobodyHere) }
    startRing(id, wanted)
  }

  /// Those of whom it is proved that they are there; without any, those who may be.
  ///
  /// After two rings proof has been worth nothing: the third is for all.
  private func hopeful(_ callable: [Agent], for talk: Talk) -> [Agent] {
    let proved = callable.filter { $0.presence == .onBell }
    return proved.isEmpty || talk.conversation.rings >= 2 ? callable : proved
  }

  /// Two people are rung at once, and so are those of whom nobody is proved to be there.
  ///
  /// Of three or more, ring 1 is for the one who knows this visitor, else the longest idle.
  private func first(of candidates: [Agent], for talk: Talk) -> [AgentID] {
    guard candidates.count > 2, candidates.contains(where: { $0.presence == .onBell && $0.hasRoom }) else {
      return candidates.map(\.profile.id)
    }
    for person in persons(of: talk) {
      guard let known = acquaintances[person] else { continue }
      if candidates.contains(where: { $0.profile.id == known }) { return [known] }
    }
    // Who is rung already is not idle: of several visitors at once each rings somebody else.
    let idle = candidates.min {
      ($0.active.wanting.count + $0.rung.count, $0.lastBusy, $0.profile.id)
        < ($1.active.wanting.count + $1.rung.count, $1.lastBusy, $1.profile.id)
    }
    return idle.map { [$0.profile.id] } ?? []
  }

  /// The names under which the team may know somebody.
  func persons(of talk: Talk) -> [PersonID] {
    let anonymous = PersonID(visitor: talk.visitor)
    guard let identity = talk.conversation.identity, identity.proof == .proved else { return [anonymous] }
    return [identity.person, anonymous]
  }

  /// Whether it rings only for agents who have no room.
  func isSoft(_ talk: Talk) -> Bool {
    let rung = talk.bell.rung
    return !rung.isEmpty && rung.allSatisfy { agents[$0]?.hasRoom == false }
  }

  /// - Parameter former: the ring that goes on for these agents because nobody else is left of it.
  mutating func startRing(_ id: ConversationID, _ rung: [AgentID], after former: Ring? = nil) {
    // The visitor left before this ring: their grace begins again, and it rings all the same.
    if case .waiting = talks[id]?.phase, talks[id]?.awaySince != nil { talks[id]?.awaySince = now }
    guard let site = talks[id]?.site else { return }
    let (rung, number) = (rung.sorted(), (talks[id]?.conversation.rings ?? 0) &+ 1)
    write(.rang(ring: number, agents: rung), by: .desk, to: id)
    let ends = now + settings.ring(on: site)
    ring(id, becomes: .ringing(Ring(number, for: rung, at: now, ends: ends, after: former)))
    for agent in rung { agents[agent]?.rung.insert(id) }
    if number >= 3 { callOut(id) }
    touch(id, [.summary, .state, .ring, .introduction])
  }

  mutating func wait(_ id: ConversationID, _ why: Waiting) {
    let callsOut = talks[id].map { callOutTime(of: $0) }
    ring(id, becomes: why == .visitorAway ? .silent : .waiting(callsOut: callsOut))
    write(.waited(why), by: .desk, to: id)
    if why != .visitorAway { unrung.insert(id, since: talks[id]?.conversation.since ?? now, told: why) }
    // Who has been rung for it knows them, and whoever opens it from the list will.
    let isNew = talks[id]?.introduced.isEmpty == true
    touch(id, isNew ? [.summary, .state, .introduction] : [.summary, .state])
  }

  /// Takes the talk off everybody's bell and off the waiting list.
  mutating func stopRinging(_ id: ConversationID) { ring(id, becomes: .silent) }

  /// Moves the talk's bell to its next state, off the bells of those for whom it rang and off the waiting list.
  mutating func ring(_ id: ConversationID, becomes bell: Bell) {
    for agent in talks[id]?.bell.become(bell) ?? [] { takeOff(id, bell: agent) }
    unrung.remove(id)
    quiet.remove(id)
  }

  /// Where a bell was full, whoever is next in line can ring now.
  private mutating func takeOff(_ id: ConversationID, bell agent: AgentID) {
    if agents[agent]?.isBellFull == true { staffing = .changed }
    agents[agent]?.rung.remove(id)
  }

  /// Does what follows from an agent's part in a ring; it passes on at once when nobody rung is left.
  mutating func follow(_ step: Bell.Step, of id: ConversationID) {
    switch step {
    case .same, .joined: break
    case .left(let agents):
      for agent in agents { takeOff(id, bell: agent) }
      touch(id, [.summary, .state])
    case .passOn(let agents):
      for agent in agents { takeOff(id, bell: agent) }
      if !agents.isEmpty { touch(id, [.summary, .state]) }
      passOn(id)
    }
  }

  /// A console sounds the ring; an agent who had been given up for this ring is rung again.
  mutating func agentHeard(_ socket: SocketID, _ id: ConversationID, _ ring: Int) {
    guard let agent = consoles[socket]?.agent else { return }
    if ring == 0, isInvited(agent, into: id) { talks[id]?.invitationBell.acknowledge() }
    let isCallable = agents[agent].map { $0.canBeRung || $0.standsBy || $0.canBeCalled && !isRoomLeft } ?? false
    let step = talks[id]?.bell.acknowledged(ring: ring, by: agent, isCallable: isCallable)
    guard step == .joined else { return }
    quiet.remove(id)
    agents[agent]?.rung.insert(id)
    touch(id, [.summary, .state, .introduction])
  }

  /// The time to acknowledge this ring is over: whoever has not was not reached.
  mutating func giveUpUnheard(_ id: ConversationID) {
    if let step = talks[id]?.bell.ackTimePassed() { follow(step, of: id) }
  }

  /// Nobody rung is left: rings those who have neither said "not me" nor been out of reach.
  ///
  /// When there is nobody of that kind, the ring runs out in quiet.
  mutating func passOn(_ id: ConversationID) {
    guard let talk = talks[id], let ring = talk.bell.ring else { return }
    let callable = callable(for: talk)
    let others = callable.filter { !ring.isPassedOver($0.profile.id) }
    if !others.isEmpty {
      startRing(id, hopeful(others, for: talk).map(\.profile.id), after: ring)
    } else if callable.isEmpty {
      wait(id, reachability.waiting ?? .nobodyHere)
    } else {
      quiet.insert(id)
    }
  }

  /// Takes an agent off every bell: they are gone, off the bell, or full while others have room.
  ///
  /// What is more than one event should do is done in the next ones.
  mutating func unringAll(_ agent: AgentID, atOnce limit: Int = DomainLimits.restaffed) {
    let rung = agents[agent]?.rung ?? []
    for id in inOrder(rung).prefix(limit) {
      if let step = talks[id]?.bell.lost(agent) { follow(step, of: id) }
    }
    guard rung.count > limit else { return }
    stillRung.append(agent)
    staffing = .changed
  }

  private mutating func unringRest() {
    guard let agent = stillRung.popLast(), let found = agents[agent] else { return }
    if !found.isOnBell || !found.hasRoom && isRoomLeft { unringAll(agent) }
  }

  /// After somebody came, left, or got or lost room: rings for those who wait, in order of arrival, or tells them why not.
  ///
  /// Only so many at once: whatever happened meanwhile comes between.
  mutating func restaff() {
    staffing = .settled
    musters &+= 1
    unringRest()
    for _ in 0..<DomainLimits.restaffed { guard restaffNext() else { return callQuiet() } }
    staffing = .changed
  }

  /// Whether there was somebody in line for whom something has changed.
  private mutating func restaffNext() -> Bool {
    if let why = reachability.waiting {
      guard let id = unrung.first(notTold: why) else { return false }
      wait(id, why)
    } else {
      guard let id = unrung.first() else { return false }
      call(id)
    }
    return true
  }

  // With nobody to ring they keep their ring to its end: after a restart the team needs a moment to come back.
  private mutating func callQuiet() {
    if reachability.waiting == nil { for id in inOrder(quiet) { passOn(id) } }
  }

  private func inOrder(_ ids: Set<ConversationID>) -> [ConversationID] {
    guard ids.count > 1 else { return Array(ids) }
    func age(_ id: ConversationID) -> Instant { talks[id]?.conversation.since ?? now }
    return ids.sorted { (age($0), $0) < (age($1), $1) }
  }
}
