import Primitives

extension Desk {
  /// Whether a visitor arriving now would meet a person.
  package var reachability: Reachability {
    var (onBell, callable, proved, withRoom) = (0, 0, 0, 0)
    for agent in agents.standings where agent.isOnBell {
      onBell += 1
      if agent.canBeCalled { callable += 1 }
      guard agent.canBeCalled, agent.presence == .onBell else { continue }
      proved += 1
      if agent.canBeRung { withRoom += 1 }
    }
    if withRoom > 0 { return .reachable(agents: withRoom) }
    if proved > 0 { return .everyoneBusy(agents: proved) }
    if callable > 0 || agents.standings.contains(where: \.standsBy) { return .unattended }
    return onBell > 0 ? .bellFull : .nobodyHere
  }

  /// Every colleague the desk knows, by name of account.
  package var team: [Colleague] { agents.values.map(\.colleague) }

  /// How many pages of visitors are connected.
  package var visitorCount: Int { pages.count }

  /// How many consoles are connected.
  package var consoleCount: Int { consoles.count }

  /// The open conversations, in order of their ids, for a checkpoint.
  package var openConversations: [Conversation] {
    talks.values.map(\.conversation).filter { !$0.phase.isEnded }.sorted { $0.id < $1.id }
  }

  /// A conversation in memory: open, or ended not long ago.
  package func conversation(_ id: ConversationID) -> Conversation? { talks[id]?.conversation }

  /// A talk as the consoles' list shows it; nil when it is not in memory.
  package func summary(of id: ConversationID) -> TalkSummary? { talks[id].map(summary) }

  /// Whose card belongs beside that talk; nil when it is not in memory.
  package func acquaintance(of id: ConversationID) -> Acquaintance? { talks[id].map(acquaintance) }

  /// Where a person's file is shown beside a talk: the card to make anew, and the consoles that have it.
  package func introductions(of person: PersonID) -> [(Acquaintance, to: [SocketID])] {
    talks.values.compactMap { talk in
      let known = acquaintance(talk)
      let persons = [known.identity?.person, PersonID(visitor: known.visitor)]
      guard !talk.introduced.isEmpty, persons.contains(person) else { return nil }
      return (known, to: talk.introduced)
    }
  }

  /// The agent whose talk it is: who has it, or of a talk that is over who wrote last; nil when it is nobody's.
  package func ownAgent(of id: ConversationID) -> AgentID? {
    guard let conversation = talks[id]?.conversation else { return nil }
    return conversation.phase.isEnded ? conversation.lastAgent : conversation.phase.agent
  }

  /// Who is proved to be on the bell and can be rung, by name of account: whom a visitor may hope for.
  ///
  /// The only source of "Anna is here", for the launcher, the panel, health and metrics.
  package var here: [Profile] {
    agents.filter { $0.canBeCalled && $0.presence == .onBell }.map(\.profile)
  }

  func profile(_ id: AgentID) -> Profile { agents[id]?.profile ?? Profile(id: id, name: id.text) }

  func acquaintance(_ talk: Talk) -> Acquaintance {
    Acquaintance(conversation: talk.id, visitor: talk.visitor, identity: talk.conversation.identity)
  }

  func summary(_ talk: Talk) -> TalkSummary {
    let conversation = talk.conversation
    let isCalling = talk.phase.agent == nil && !talk.phase.isEnded
    return TalkSummary(
      conversation: talk.id, site: talk.site, state: state(talk), since: conversation.begun,
      seq: conversation.lastSeq, lastWords: conversation.lastWords, identity: conversation.identity,
      place: talk.whereabouts.place, trail: talk.whereabouts.trail, isVisitorHere: !talk.pages.isEmpty,
      seenByVisitor: talk.seenByVisitor, seenByAgent: talk.seenByAgent,
      link: talk.whereabouts.link, helpers: conversation.company.helpers.map(profile),
      invited: conversation.company.invitation.map(invited), hold: talk.bell.hold?.retimed(by: ahead),
      unansweredSince: isCalling ? conversation.unansweredSince.map { $0 + ahead } : nil,
      lastAgent: isCalling ? conversation.lastAgent.map(profile) : nil)
  }

  func invited(_ invitation: Invitation) -> Invited {
    Invited(
      agent: profile(invitation.colleague.id), by: profile(invitation.by), part: invitation.part,
      until: invitation.until + ahead)
  }

  func visitorTalk(_ talk: Talk) -> VisitorTalk {
    let company = talk.conversation.company
    let state: VisitorTalk.State =
      switch talk.phase {
      case .waiting(let why): .waiting(why)
      case .ringing(let ring, _, _): .ringing(ring: ring, talk.bell.rung.map(profile))
      case .active(let agent, _, _, _):
        .active(profile(agent), with: company.helpers.map(profile), asking: asked(company), isAway: isAway(agent))
      case .ended(let why, _): .ended(why)
      }
    return VisitorTalk(
      conversation: talk.id, seq: talk.conversation.lastSeq, state: state, seenByAgent: talk.seenByAgent,
      back: talk.phase == .waiting(.nobodyHere) ? nextReturn : nil)
  }

  /// Whom the visitor knows to have been asked to take the talk over.
  private func asked(_ company: Company) -> Profile? {
    company.invitation.flatMap { $0.part == .owner ? profile($0.colleague.id) : nil }
  }

  private func ringing(_ talk: Talk, _ number: Int) -> TalkSummary.State {
    .ringing(ring: number, until: (talk.bell.ring?.ends ?? now) + ahead, talk.bell.rung, soft: isSoft(talk))
  }

  private func state(_ talk: Talk) -> TalkSummary.State {
    switch talk.phase {
    case .waiting(let why): .waiting(why)
    case .ringing(let number, _, _): ringing(talk, number)
    case .active(let agent, let ring, _, _): .active(profile(agent), ring: ring, rests: talk.bell.claim == .resting)
    case .ended(let why, _): .ended(why)
    }
  }
}

extension Desk {
  /// As whom a connected page reads and writes; nil without a hello.
  package func reader(_ socket: SocketID) -> VisitorKey? { pages[socket]?.key }

  /// Of which browser a connected page is.
  package func visitor(_ socket: SocketID) -> VisitorID? { pages[socket]?.visitor }

  /// Whether a connected page may be sent lines of a talk in memory.
  package func mayRead(_ socket: SocketID, _ id: ConversationID) -> Bool {
    guard let key = pages[socket]?.key, let talk = talks[id] else { return false }
    return key.mayRead(talk.conversation)
  }

  /// Every connected page of that browser, on any site; a walk over all pages, for the rare occasions that want it.
  package func pages(of visitor: VisitorID) -> [SocketID] {
    pages.filter { $0.value.visitor == visitor }.map(\.key).sorted()
  }
}
