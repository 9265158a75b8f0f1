import Primitives

extension Desk {
  /// Whether a visitor arriving now would meet a person.
  package var reachability: Reachability { staff.reachability }

  /// Every colleague the desk knows, by name of account.
  package var team: [Colleague] { staff.all.map(\.colleague) }

  /// How many pages of visitors are connected.
  package var visitorCount: Int { lobby.pages.count }

  /// How many consoles are connected.
  package var consoleCount: Int { staff.consoles.count }

  /// How many open conversations are in which phase.
  package var phases: PhaseCounts { talks.phases }

  /// The open conversations, in order of their ids, for a checkpoint.
  package var openConversations: [Conversation] {
    talks.open.map(\.conversation).sorted { $0.id < $1.id }
  }

  /// A conversation in memory: open, or ended not long ago.
  package func conversation(_ id: ConversationID) -> Conversation? { talks[id].map(\.conversation) }

  /// A talk as the consoles' list shows it; nil when it is not in memory.
  package func summary(of id: ConversationID) -> TalkSummary? { talks[id].map(summary) }

  /// Whose card belongs beside that talk; nil when it is not in memory.
  package func acquaintance(of id: ConversationID) -> Acquaintance? { talks[id].map(acquaintance) }

  /// Where a person's file is shown beside a talk: the card to make anew, and the consoles that have it.
  package func introductions(of person: PersonID) -> [(Acquaintance, to: [SocketID])] {
    talks.all.compactMap { talk in
      let known = acquaintance(talk)
      let persons = [known.identity?.person, PersonID(visitor: known.visitor)]
      guard !talk.introduced.isEmpty, persons.contains(person) else { return nil }
      return (known, to: talk.introduced)
    }
  }

  /// The agent whose talk it is: who has it, or of a talk that is over who wrote last; nil when it is nobody's.
  package func ownAgent(of id: ConversationID) -> AgentID? {
    guard let talk = talks[id] else { return nil }
    return talk.phase.isEnded ? talk.conversation.lastAgent : talk.phase.agent
  }

  /// Who is proved to be on the bell and can be rung, by name of account: whom a visitor may hope for.
  ///
  /// The only source of "Anna is here", for the launcher, the panel, health and metrics.
  package var here: [Profile] { staff.here }

  func acquaintance(_ talk: Talk) -> Acquaintance {
    Acquaintance(conversation: talk.id, visitor: talk.browser, identity: talk.conversation.identity)
  }

  func summary(_ talk: Talk) -> TalkSummary {
    let conversation = talk.conversation
    let isCalling = talk.phase.agent == nil && !talk.phase.isEnded
    return TalkSummary(
      conversation: talk.id, site: talk.site, state: state(talk), since: conversation.begun,
      seq: conversation.lastSeq, lastWords: conversation.lastWords, identity: conversation.identity,
      place: talk.whereabouts.place, trail: talk.whereabouts.trail, isVisitorHere: !talk.pages.isEmpty,
      seenByVisitor: talk.seenByVisitor, seenByAgent: talk.seenByAgent,
      link: talk.whereabouts.link, helpers: conversation.company.helpers.map(staff.profile),
      invited: conversation.company.invitation.map(invited), hold: talk.bell.hold?.retimed(by: ahead),
      unansweredSince: isCalling ? conversation.unansweredSince.map { $0 + ahead } : nil,
      lastAgent: isCalling ? conversation.lastAgent.map(staff.profile) : nil)
  }

  func invited(_ invitation: Invitation) -> Invited {
    Invited(
      agent: staff.profile(invitation.colleague.id), by: staff.profile(invitation.by), part: invitation.part,
      until: invitation.until + ahead)
  }

  func visitorTalk(_ talk: Talk) -> VisitorTalk {
    let company = talk.conversation.company
    let state: VisitorTalk.State =
      switch talk.phase {
      case .waiting(let why): .waiting(why)
      case .ringing(let ring, _, _): .ringing(ring: ring, talk.bell.rung.map(staff.profile))
      case .active(let agent, _, _, _):
        .active(
          staff.profile(agent), with: company.helpers.map(staff.profile), asking: asked(company), isAway: isAway(agent))
      case .ended(let why, _): .ended(why)
      }
    return VisitorTalk(
      conversation: talk.id, seq: talk.conversation.lastSeq, state: state, seenByAgent: talk.seenByAgent,
      back: talk.phase == .waiting(.nobodyHere) ? nextReturn : nil)
  }

  /// Whom the visitor knows to have been asked to take the talk over.
  private func asked(_ company: Company) -> Profile? {
    company.invitation.flatMap { $0.part == .owner ? staff.profile($0.colleague.id) : nil }
  }

  private func ringing(_ talk: Talk, _ number: Int) -> TalkSummary.State {
    .ringing(ring: number, until: (talk.bell.ring.map(\.ends) ?? now) + ahead, talk.bell.rung, soft: isSoft(talk))
  }

  private func state(_ talk: Talk) -> TalkSummary.State {
    switch talk.phase {
    case .waiting(let why): .waiting(why)
    case .ringing(let number, _, _): ringing(talk, number)
    case .active(let agent, let ring, _, _):
      .active(staff.profile(agent), ring: ring, rests: talk.bell.claim == .resting)
    case .ended(let why, _): .ended(why)
    }
  }
}

extension Desk {
  /// As whom a connected page reads and writes; nil without a hello.
  package func reader(_ socket: SocketID) -> VisitorKey? { lobby.pages[socket].map(\.visitor.key) }

  /// Of which browser a connected page is.
  package func visitor(_ socket: SocketID) -> VisitorID? { lobby.pages[socket].map(\.browser) }

  /// Whether a connected page may be sent lines of a talk in memory.
  package func mayRead(_ socket: SocketID, _ id: ConversationID) -> Bool {
    guard let key = reader(socket), let talk = talks[id] else { return false }
    return key.mayRead(talk.conversation)
  }

  /// Every connected page of that browser, on any site; a walk over all pages, for the rare occasions that want it.
  package func pages(of visitor: VisitorID) -> [SocketID] {
    lobby.pages.filter { $0.value.browser == visitor }.map(\.key).sorted()
  }
}
