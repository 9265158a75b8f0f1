import Primitives

extension Desk {
  /// Rings for somebody, or says why nobody can be rung.
  mutating func call(_ id: ConversationID, sparing spared: [AgentID] = []) {
    guard let talk = talks[id] else { return }
    let callable = callable(for: talk)
    let others = callable.filter { !spared.contains($0.profile.id) }
    let candidates = hopeful(others.isEmpty ? callable : others, for: talk)
    if candidates.isEmpty { return wait(id, reachability.waiting ?? .nobodyHere) }
    startRing(id, talk.conversation.rings == 0 ? first(of: candidates, for: talk) : candidates.map(\.profile.id))
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
    guard candidates.count > 2, candidates.contains(where: { $0.presence == .onBell }) else {
      return candidates.map(\.profile.id)
    }
    for person in persons(of: talk.conversation.identity, talk.browser) {
      guard let known = acquaintances[person] else { continue }
      if candidates.contains(where: { $0.profile.id == known }) { return [known] }
    }
    // Who is rung already is not idle: of several visitors at once each rings somebody else.
    let idle = candidates.min {
      ($0.active.count + $0.rung.count, $0.lastBusy, $0.profile.id)
        < ($1.active.count + $1.rung.count, $1.lastBusy, $1.profile.id)
    }
    return idle.map { [$0.profile.id] } ?? []
  }

  /// The names under which the team may know somebody.
  func persons(of identity: Identity?, _ browser: VisitorKey) -> [PersonID] {
    let anonymous = PersonID(visitor: browser.visitor)
    guard let identity, identity.proof == .proved else { return [anonymous] }
    return [identity.person, anonymous]
  }

  private mutating func startRing(_ id: ConversationID, _ rung: [AgentID]) {
    // Whoever has left meanwhile is waited for from now: it rings for them all the same.
    if case .waiting = talks[id]?.phase, talks[id]?.awaySince != nil { talks[id]?.awaySince = now }
    stopRinging(id)
    guard let site = talks[id]?.site else { return }
    let rung = rung.sorted()
    write(.rang(ring: (talks[id]?.conversation.rings ?? 0) &+ 1, agents: rung), by: .desk, to: id)
    talks[id]?.rung = rung
    talks[id]?.ringsUntil = now + settings.ring(on: site)
    talks[id]?.unheard = rung
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
      unrung.insert(id)
      expectCallOut(id)
    }
    touch(id, [.summary, .state, .introduction])
  }

  /// Takes the talk off everybody's bell and off the waiting list.
  mutating func stopRinging(_ id: ConversationID) {
    for agent in talks[id]?.rung ?? [] { agents[agent]?.rung.remove(id) }
    talks[id]?.rung = []
    talks[id]?.heardBy = nil
    talks[id]?.callsOut = nil
    unrung.remove(id)
    quiet.remove(id)
  }

  /// Takes one agent off this talk's bell; it passes on at once when nobody rung is left.
  mutating func unring(_ agent: AgentID, from id: ConversationID) {
    agents[agent]?.rung.remove(id)
    talks[id]?.rung.removeAll { $0 == agent }
    touch(id, [.summary, .state])
    if talks[id]?.rung.isEmpty == true { passOn(id) }
  }

  /// A console says that it sounds; somebody who was given up for this ring is back on it.
  mutating func agentHeard(_ socket: SocketID, _ id: ConversationID, _ ring: Int) {
    guard let agent = consoles[socket]?.agent else { return }
    if ring == 0, isInvited(agent, into: id) { talks[id]?.heardBy = nil }
    guard case .ringing(ring, _, _) = talks[id]?.phase else { return }
    guard talks[id]?.unheard.contains(agent) == true else { return }
    talks[id]?.unheard.removeAll { $0 == agent }
    guard talks[id]?.rung.contains(agent) == false, let found = agents[agent], found.canBeRung || found.standsBy else {
      return
    }
    quiet.remove(id)
    talks[id]?.rung.append(agent)
    talks[id]?.rung.sort()
    agents[agent]?.rung.insert(id)
    touch(id, [.summary, .state, .introduction])
  }

  /// The time to acknowledge this ring is over: whoever has not was not reached.
  mutating func giveUpUnheard(_ id: ConversationID) {
    talks[id]?.heardBy = nil
    for agent in talks[id]?.unheard ?? [] where talks[id]?.rung.contains(agent) == true {
      agents[agent]?.rung.remove(id)
      talks[id]?.rung.removeAll { $0 == agent }
      touch(id, [.summary, .state])
    }
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
      talks[id]?.unheard.append(contentsOf: talk.unheard)
    } else if callable.isEmpty {
      wait(id, reachability.waiting ?? .nobodyHere)
    } else {
      quiet.insert(id)
    }
  }

  /// Takes an agent off every bell at once: they are gone, off the bell or full.
  mutating func unringAll(_ agent: AgentID) {
    for id in inOrder(agents[agent]?.rung ?? []) { unring(agent, from: id) }
  }

  /// After somebody came, left, or got or lost room: rings for those who wait, in order of arrival, or tells them why not.
  mutating func restaff() {
    staffing = .settled
    musters &+= 1
    let why = reachability.waiting
    if why == nil {
      for id in inOrder(unrung) { call(id) }
    } else if why != answeredWaiting {
      for id in inOrder(unrung) { answer(id, why) }
    }
    answeredWaiting = why
    // With nobody to ring they keep their ring to its end: after a restart the team needs a moment to come back.
    if why == nil { for id in inOrder(quiet) { passOn(id) } }
  }

  private mutating func answer(_ id: ConversationID, _ why: Waiting?) {
    guard let why, talks[id]?.phase != .waiting(why) else { return }
    wait(id, why)
  }

  private func inOrder(_ ids: Set<ConversationID>) -> [ConversationID] {
    guard ids.count > 1 else { return Array(ids) }
    func age(_ id: ConversationID) -> Instant { talks[id]?.conversation.since ?? now }
    return ids.sorted { (age($0), $0) < (age($1), $1) }
  }
}
