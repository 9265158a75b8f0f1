package import Primitives

extension Desk {
  /// Takes up a conversation after a restart, an open one or one that ended not long ago.
  ///
  /// Nobody is connected yet, so rings and absences get one grace from `now` for people to come back; the ring
  /// clock's zero stays the visitor's first words.
  package mutating func restore(_ conversation: Conversation, at now: Instant) {
    guard !talks.contains(conversation.id), let opening = conversation.opening else { return }
    self.now = now
    let key = VisitorKey(site: opening.site, visitor: opening.visitor)
    let whereabouts = Whereabouts(place: opening.place)
    var talk = Talk(conversation: conversation, browser: key, whereabouts: Boxed(wrappedValue: whereabouts))
    talk.awaySince = now
    (talk.ringsUntil, talk.holdsUntil) = (now + settings.ring(on: key.site), now + settings.ring(on: key.site))
    talks[talk.id] = talk
    phases.add(talk.phase, 1)
    for mid in conversation.mids where ConversationID(openedBy: mid) != talk.id { spoken[mid] = talk.id }
    restoreVisitor(talk, whereabouts)
    restorePhase(talk)
    if let agent = conversation.lastAgent {
      for person in persons(of: conversation.identity, key) { acquaintances.met(person, agent) }
    }
    schedule(talk.id)
  }

  private mutating func restoreVisitor(_ talk: Talk, _ whereabouts: Whereabouts) {
    let key = talk.browser
    let current = visitors[key]?.talk
    // An ended talk only matters while there is no newer one, and says nothing of who uses the browser now.
    guard !talk.phase.isEnded else {
      if current == nil { visitors[key, default: Visitor(whereabouts: whereabouts)].talk = talk.id }
      return
    }
    // The browser may have joined another talk of its person, restored before its own.
    if let current { talks[current]?.others.removeAll { $0 == key } }
    visitors[key, default: Visitor(whereabouts: whereabouts)].talk = talk.id
    guard let identity = talk.conversation.identity else { return }
    unlinkBrowser(key)
    visitors[key]?.identity = identity
    linkBrowser(key)
  }

  private mutating func restorePhase(_ talk: Talk) {
    staffing = .changed
    switch talk.phase {
    case .waiting(.visitorAway): break
    case .waiting(let why):
      unrung.insert(talk.id, since: talk.conversation.since, told: why)
      expectCallOut(talk.id)
    case .ringing: quiet.insert(talk.id)
    case .active(let owner, _, _, _):
      let company = talk.conversation.company
      restore(owner) { $0.active.insert(talk.id) }
      for helper in company.helpers { restore(helper) { $0.helping.insert(talk.id) } }
      if let invitation = company.invitation { restore(invitation.colleague.id) { $0.invited.insert(talk.id) } }
    case .ended: ended.append(talk.id)
    }
  }

  private mutating func restore(_ id: AgentID, _ change: (inout Agent) -> Void) {
    var agent = agents[id] ?? Agent(profile: Profile(id: id, name: id.text))
    change(&agent)
    if agent.consoles.isEmpty { agent.goneSince = agent.goneSince ?? now }
    agents[id] = agent
  }
}
