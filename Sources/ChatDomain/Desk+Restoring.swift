package import Primitives

extension Desk {
  /// Takes up a conversation after a restart, an open one or one that ended not long ago.
  ///
  /// Nobody is connected yet, so rings and absences get one grace from `now` for people to come back; the ring
  /// clock's zero stays the visitor's first words.
  package mutating func restore(_ conversation: Conversation, at now: Instant) {
    guard !talks.contains(conversation.id), let opening = conversation.opening else { return }
    self.now = now
    var conversation = conversation
    conversation.retime(ahead: ahead, now: now)
    let whereabouts = Whereabouts(place: opening.place)
    var talk = Talk(
      conversation: conversation, site: opening.site, visitor: opening.visitor,
      reader: conversation.owner.flatMap { $0 == .several ? nil : VisitorKey(site: opening.site, owner: $0) },
      whereabouts: Boxed(wrappedValue: whereabouts))
    // Nobody knows when they left: whoever has words open was here with the last of them.
    talk.awaySince =
      talk.phase.agent == nil ? now : conversation.lastWords == nil ? now : min(now, conversation.lastSpoken)
    talk.bell = bell(of: talk)
    if conversation.company.invitation != nil { talk.invitationBell = .acknowledged }
    talks[talk.id] = talk
    phases.add(talk.phase, 1)
    for mid in conversation.mids where ConversationID(openedBy: mid) != talk.id { spoken[mid] = talk.id }
    restoreVisitor(talk, whereabouts)
    restorePhase(talk)
    if let agent = conversation.lastAgent {
      for person in persons(of: talk) { acquaintances.met(person, agent) }
    }
    schedule(talk.id)
  }

  private func bell(of talk: Talk) -> Bell {
    let claim: Claim = talk.wantedUntil > now ? .wanting : .resting
    let ringEnds = now + settings.ring(on: talk.site)
    return switch talk.phase {
    case .waiting(.visitorAway), .ended: .silent
    case .waiting: .waiting(callsOut: callOutTime(of: talk))
    case .ringing(let ring, _, _): .ringing(Ring(quiet: ring, ends: ringEnds))
    case .active(_, _, _, .silent): .held(Hold(from: now, ring: settings.ring(on: talk.site)), claim)
    case .active(_, _, _, .heard): .answered(claim)
    }
  }

  private mutating func restoreVisitor(_ talk: Talk, _ whereabouts: Whereabouts) {
    restoreSecret(of: talk)
    guard let key = talk.reader else { return }
    // An ended talk only matters while there is no newer one, and says nothing of who uses the browser now.
    if talk.phase.isEnded, visitors[key]?.talk != nil { return }
    visitors[key, default: Visitor(whereabouts: whereabouts)].talk = talk.id
    if !talk.phase.isEnded { visitors[key]?.identity = talk.conversation.identity }
  }

  /// Who was proved in a talk was proved by the secret of the browser that opened it.
  private mutating func restoreSecret(of talk: Talk) {
    switch talk.conversation.owner {
    case .person(let person): know(talk.visitor, of: person)
    case .several: secrets[talk.visitor] = .retired
    case .browser, nil: break
    }
  }

  /// Takes in to whom a browser's secret belongs, as the files have it.
  package mutating func know(_ secret: VisitorID, of person: PersonID) {
    if secrets[secret] == nil { secretCounts[person, default: 0] += 1 }
    secrets[secret] = secrets[secret]?.with(person) ?? .person(person)
  }

  private mutating func restorePhase(_ talk: Talk) {
    staffing = .changed
    switch talk.phase {
    case .waiting(.visitorAway): break
    case .waiting(let why):
      unrung.insert(talk.id, since: talk.conversation.since, told: why)
    case .ringing: quiet.insert(talk.id)
    case .active(let owner, _, _, _):
      let company = talk.conversation.company
      restore(owner) {
        $0.active.insert(talk.id)
        if talk.bell.claim == .resting { $0.active.move(talk.id, to: .resting) }
      }
      for helper in company.helpers { restore(helper) { $0.helping.insert(talk.id) } }
      if let invitation = company.invitation { restore(invitation.colleague.id) { $0.invited.insert(talk.id) } }
    case .ended(_, let at):
      // They come almost in order.
      let place = ended.lastIndex { (talks[$0]?.conversation.end ?? .distantFuture) <= at }
      ended.insert(talk.id, at: place.map { $0 + 1 } ?? 0)
    }
  }

  /// Takes up talks that had left memory, for somebody to be proved whose they become.
  mutating func talksRecalled(_ conversations: [Conversation]) {
    for conversation in conversations where conversation.phase.isEnded { restore(conversation, at: now) }
  }

  private mutating func restore(_ id: AgentID, _ change: (inout Agent) -> Void) {
    var agent = agents[id] ?? Agent(profile: Profile(id: id, name: id.text))
    change(&agent)
    if agent.consoles.isEmpty {
      agent.goneSince = agent.goneSince ?? now
      agent.awayAt = agent.awayAt ?? now + DomainLimits.reload
    }
    agents[id] = agent
  }
}
