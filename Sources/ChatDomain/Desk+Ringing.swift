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
    !talk.rung.isEmpty && talk.rung.allSatisfy { agents[$0]?.hasRoom == false }
  }

  mutating func startRing(_ id: ConversationID, _ rung: [AgentID]) {
    // Whoever has left meanwhile is waited for from now: it rings for them all the same.
    if case .waiting = talks[id]?.phase, talks[id]?.awaySince != nil { talks[id]?.awaySince = now }
    stopRinging(id)
    guard let site = talks[id]?.site else { return }
    let rung = rung.sorted()
    write(.rang(ring: (talks[id]?.conversation.rings ?? 0) &+ 1, agents: rung), by: .desk, to: id)
    talks[id]?.rung = rung
    talks[id]?.ringsUntil = now + settings.ring(on: site)
    talks[id]?.unheard = Set(rung)
    talks[id]?.heardBy = now + DomainLimits.ringHeard
    for agent in rung { agents[agent]?.rung.insert(id) }
    if (talks[id]?.conversation.rings ?? 0) >= 3 { callOut(id) }
    touch(id, [.summary, .state, .ring, .introduction])
  }

  mutating func wait(_ id: ConversationID, _ why: Waiting) {
    stopRinging(id)
    talks[id]?.declined = []
    write(.waited(why), by: .desk, to: id)
    if why != .visitorAway {
      unrung.insert(id, since: talks[id]?.conversation.since ?? now, told: why)
      expectCallOut(id)
    }
    // Who has been rung for it knows them, and whoever opens it from the list will.
    let isNew = talks[id]?.introduced.isEmpty == true
    touch(id, isNew ? [.summary, .state, .introduction] : [.summary, .state])
  }

  /// Takes the talk off everybody's bell and off the waiting list.
  mutating func stopRinging(_ id: ConversationID) {
    for agent in talks[id]?.rung ?? [] { takeOff(id, bell: agent) }
    talks[id]?.rung = []
    talks[id]?.unheard = []
    talks[id]?.heardBy = nil
    talks[id]?.callsOut = nil
    unrung.remove(id)
    quiet.remove(id)
  }

  /// Where a bell was full, whoever is next in line can ring now.
  private mutating func takeOff(_ id: ConversationID, bell agent: AgentID) {
    if agents[agent]?.isBellFull == true { staffing = .changed }
    agents[agent]?.rung.remove(id)
  }

  /// Takes one agent off this talk's bell; it passes on at once when nobody rung is left.
  mutating func unring(_ agent: AgentID, from id: ConversationID) {
    takeOff(id, bell: agent)
    talks[id]?.rung.removeAll { $0 == agent }
    touch(id, [.summary, .state])
    if talks[id]?.rung.isEmpty == true { passOn(id) }
  }

  /// A console says that it sounds; somebody who was given up for this ring is back on it.
  mutating func agentHeard(_ socket: SocketID, _ id: ConversationID, _ ring: Int) {
    guard let agent = consoles[socket]?.agent else { return }
    if ring == 0, isInvited(agent, into: id) { talks[id]?.heardBy = nil }
    guard case .ringing(ring, _, _) = talks[id]?.phase else { return }
    guard talks[id]?.unheard.remove(agent) != nil else { return }
    guard let found = agents[agent], !found.rung.contains(id) else { return }
    guard found.canBeRung || found.standsBy || found.canBeCalled && !isRoomLeft else { return }
    quiet.remove(id)
    talks[id]?.rung.append(agent)
    talks[id]?.rung.sort()
    agents[agent]?.rung.insert(id)
    touch(id, [.summary, .state, .introduction])
  }

  /// The time to acknowledge this ring is over: whoever has not was not reached.
  mutating func giveUpUnheard(_ id: ConversationID) {
    talks[id]?.heardBy = nil
    let unheard = talks[id]?.unheard ?? []
    let silent = (talks[id]?.rung ?? []).filter { unheard.contains($0) }
    for agent in silent { takeOff(id, bell: agent) }
    talks[id]?.rung.removeAll { unheard.contains($0) }
    if !silent.isEmpty { touch(id, [.summary, .state]) }
    if talks[id]?.rung.isEmpty == true { passOn(id) }
  }

  /// Nobody rung is left: rings somebody who has neither said "not me" nor been out of reach.
  ///
  /// When there is nobody of that kind, the ring runs out in quiet.
  mutating func passOn(_ id: ConversationID) {
    guard case .ringing = talks[id]?.phase, let talk = talks[id] else { return }
    let callable = callable(for: talk)
    let others = callable.filter { !talk.declined.contains($0.profile.id) && !talk.unheard.contains($0.profile.id) }
    if !others.isEmpty {
      startRing(id, hopeful(others, for: talk).map(\.profile.id))
      // Whoever was out of reach a moment ago still is: two closed lids must not pass a visitor to and fro.
      talks[id]?.unheard.formUnion(talk.unheard)
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
    for id in inOrder(rung).prefix(limit) { unring(agent, from: id) }
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
