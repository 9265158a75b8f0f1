package import Primitives

extension Desk {
  /// Takes up a conversation after a restart, an open one or one that ended not long ago.
  ///
  /// Nobody is connected yet, so rings and absences get one grace from `now` for people to come back; the ring
  /// clock's zero stays the visitor's first words.
  package func restore(_ conversation: Conversation, at now: Instant) {
    guard talks[conversation.id] == nil, let opening = conversation.opening else { return }
    self.now = now
    var conversation = conversation
    conversation.retime(ahead: ahead, now: now)
    let talk = Talk(
      conversation, site: opening.site, browser: opening.visitor,
      reader: conversation.owner.flatMap { $0 == .several ? nil : VisitorKey(site: opening.site, owner: $0) },
      whereabouts: Boxed(wrappedValue: Whereabouts(place: opening.place)))
    // Nobody knows when they left: whoever has words open was here with the last of them.
    talk.awaySince =
      talk.phase.agent == nil ? now : conversation.lastWords == nil ? now : min(now, conversation.lastSpoken)
    talk.bell = bell(of: talk)
    if talk.invitation != nil { talk.invitationBell = .acknowledged }
    talks.add(talk)
    restoreVisitor(talk, opening.place)
    restorePhase(talk)
    if let agent = conversation.lastAgent { for person in talk.persons { acquaintances.met(person, agent) } }
    schedule(talk)
  }

  private func bell(of talk: Talk) -> Bell {
    let claim: Claim = talk.wantedUntil > now ? .wanting : .resting
    let ring = settings.ring(on: talk.site)
    return switch talk.phase {
    case .waiting(.visitorAway), .ended: .silent
    case .waiting(.nobodyHere), .waiting(.everyoneBusy): .waiting(callsOut: callOutTime(of: talk))
    case .ringing(let number, _, _): .ringing(Ring(quiet: number, ends: now + ring))
    case .active(_, _, _, .silent): .held(Hold(from: now, ring: ring), claim)
    case .active(_, _, _, .heard): .answered(claim)
    }
  }

  private func restoreVisitor(_ talk: Talk, _ place: Place) {
    restoreSecret(of: talk)
    guard let key = talk.reader else { return }
    // An ended conversation only matters while there is no newer one, and says nothing of who uses the browser now.
    if talk.phase.isEnded, lobby[key].map({ $0.talk != nil }) == true { return }
    let visitor = lobby.visitor(key, at: place)
    visitor.talk = talk
    if !talk.phase.isEnded { visitor.identity = talk.conversation.identity }
  }

  /// Who was proved in a conversation was proved by the secret of the browser that opened it.
  private func restoreSecret(of talk: Talk) {
    switch talk.conversation.owner {
    case .person(let person): know(talk.browser, of: person)
    case .several: lobby.retire(talk.browser)
    case .browser, nil: break
    }
  }

  /// Takes in to whom a browser's secret belongs, as the files have it.
  package func know(_ secret: VisitorID, of person: PersonID) { lobby.know(secret, of: person) }

  private func restorePhase(_ talk: Talk) {
    queue.staffChanged()
    switch talk.phase {
    case .waiting(.visitorAway), .ended: break
    case .waiting(let why): queue.insert(talk, told: why)
    case .ringing: queue.ringsInQuiet(talk)
    case .active(let owner, _, _, _):
      let agent = restored(owner)
      agent.active.insert(talk.id)
      if talk.bell.claim == .resting { agent.active.move(talk.id, to: .resting) }
      for helper in talk.company.helpers { restored(helper).helping.insert(talk.id) }
      if let invitation = talk.invitation { restored(invitation.colleague.id).invited.insert(talk.id) }
    }
  }

  /// Takes up conversations that had left memory, for somebody to be proved whose they become.
  func talksRecalled(_ conversations: [Conversation]) {
    for conversation in conversations where conversation.phase.isEnded { restore(conversation, at: now) }
  }

  private func restored(_ id: AgentID) -> Agent {
    let agent = staff.agent(Profile(id: id, name: id.text))
    if agent.consoles.isEmpty, agent.goneSince == nil {
      (agent.goneSince, agent.awayAt) = (now, now + DomainLimits.reload)
    }
    return agent
  }
}
