import Primitives

extension Desk {
  /// Notes that people must be told of a talk, and that its deadline may have moved.
  mutating func touch(_ id: ConversationID, _ what: Talk.Due = []) {
    guard let due = talks[id]?.due else { return }
    talks[id]?.due.formUnion([what, .listed])
    if !due.contains(.listed) { self.due.append(id) }
  }

  /// Tells each talk's news once, however often it changed in this event.
  mutating func tellDue() {
    var index = 0
    while index < due.count {
      let id = due[index]
      index += 1
      guard !isMereTalk(id) else { continue }
      if let talk = talks[id] { tell(talk) }
      talks[id]?.due = []
      schedule(id)
    }
    due.removeAll(keepingCapacity: true)
  }

  // Most events bring words to a talk that somebody has: whoever hears them has them already, and while its agent is
  // there and nobody else in it, they only move its deadline on. No copy of the talk is made for that.
  private mutating func isMereTalk(_ id: ConversationID) -> Bool {
    // It may rest then; whoever looks at it before finds that it doesn't yet.
    let mayRest = now + DomainLimits.recentWords
    let agent = talks.open(id) { talk in
      talk.due == [.listed, .words] && talk.scheduled.map { $0 <= mayRest } == true && talk.awaySince == nil
        && talk.bell.claim == .wanting && talk.conversation.company.isEmpty ? talk.phase.agent : nil
    }
    guard let agent = agent ?? nil, agents.goneSince(agent) == nil else { return false }
    talks.open(id) { $0.due = [] }
    return true
  }

  private mutating func tell(_ talk: Talk) {
    if talk.due.contains(.state), !talk.pages.isEmpty {
      effects.append(.tellVisitors(talk.pages, .talk(visitorTalk(talk))))
    }
    if wantsSummary(talk), !allConsoles.isEmpty {
      effects.append(.tellAgents(allConsoles, .talk(summary(talk))))
    }
    if talk.due.contains(.ring), let ring = talk.bell.ring {
      for isSoft in [false, true] {
        let rung = ring.rung.filter { (agents[$0]?.hasRoom == false) == isSoft }
        let sockets = rung.flatMap { agents[$0]?.consoles ?? [] }
        tellAgents(sockets, .ring(talk.id, ring: ring.number, until: ring.ends + ahead, soft: isSoft))
      }
    }
    if talk.due.contains(.introduction) { introduce(talk, to: interested(in: talk)) }
  }

  // Who has a talk gets its lines: a summary for everybody with each word would cost every console every word of the shop.
  private func wantsSummary(_ talk: Talk) -> Bool {
    talk.due.contains(.summary) || talk.due.contains(.words) && talk.phase.agent == nil
  }

  /// Shows the person to consoles that have not seen them yet.
  mutating func introduce(_ talk: Talk, to sockets: [SocketID]) {
    let fresh = sockets.filter { !talk.introduced.contains($0) }
    guard !fresh.isEmpty else { return }
    talks[talk.id]?.introduced.append(contentsOf: fresh)
    effects.append(.introduce(acquaintance(talk), to: fresh))
  }

  /// Who should see the card: those who have the talk, look at it or are rung; while it waits, all on the bell.
  private func interested(in talk: Talk) -> [SocketID] {
    var sockets = listeners(of: talk)
    let more: [AgentID] =
      switch talk.phase {
      case .ringing: talk.bell.rung
      case .waiting: agents.filter(\.isOnBell).map(\.profile.id)
      case .active, .ended: []
      }
    var known = Set(sockets)
    for console in more.flatMap({ agents[$0]?.consoles ?? [] }) where known.insert(console).inserted {
      sockets.append(console)
    }
    return sockets
  }

  /// The consoles that get every line: those of the agents who are in the talk, and those that look at it.
  func listeners(of talk: Talk) -> [SocketID] {
    listeners(talk.phase.agent, talk.conversation.company.helpers, talk.watchers)
  }

  private func listeners(_ agent: AgentID?, _ helpers: [AgentID], _ watchers: [SocketID]) -> [SocketID] {
    guard let agent, var consoles = agents.consoles(of: agent) else { return watchers }
    for helper in helpers { consoles += agents.consoles(of: helper) ?? [] }
    return watchers.isEmpty ? consoles : consoles + watchers.filter { !consoles.contains($0) }
  }

  mutating func tellAgents(_ sockets: [SocketID], _ notice: AgentNotice) {
    if !sockets.isEmpty { effects.append(.tellAgents(sockets, notice)) }
  }

  mutating func tellVisitors(_ sockets: [SocketID], _ notice: VisitorNotice) {
    if !sockets.isEmpty { effects.append(.tellVisitors(sockets, notice)) }
  }

  /// Notes that who is here has changed: it rings by that at once, and is told a moment later.
  mutating func tellPresence() {
    staffing = .changed
    presenceDue = presenceDue ?? now + DomainLimits.presenceGathered
  }

  /// Tells colleagues and visitors who is here.
  mutating func tellGathered() {
    presenceDue = nil
    tellAgents(allConsoles, .team(team))
    let here = here
    guard here != toldHere else { return }
    toldHere = here
    tellVisitors(pages.keys.sorted(), .here(here))
  }

  /// Writes the next line and tells it to everybody who follows the talk.
  mutating func write(_ fact: Fact, by author: Author, mid: MessageID? = nil, to id: ConversationID) {
    let place = talks.open(id) { talk in
      (talk.phase, talk.conversation.lastSeq + 1, talk.conversation.lastAt, talk.conversation.ahead)
    }
    guard let (before, seq, last, ahead) = place else { return }
    let name = if case .identified(let identity) = fact { identity.name } else { name(author, in: id) }
    // A clock that was set back must not put it before the line before it.
    let at = max(calendar, last)
    let entry = Entry(
      seq: seq, mid: mid ?? id.line(seq), at: at, step: at - now - ahead, by: author, name: name, fact: fact)
    // No copy of the talk may live while a line is folded in, or all its known lines would be copied with it.
    let told = talks.open(id) { talk in
      talk.conversation.apply(entry)
      if case .active(_, _, _, .heard) = talk.phase { talk.bell.spoken() }
      return (phase: talk.phase, pages: talk.pages, helpers: talk.conversation.company.helpers, watchers: talk.watchers)
    }
    guard let told else { return }
    phases.add(before, -1)
    phases.add(told.phase, 1)
    effects.append(.record(id, entry))
    tellVisitors(told.pages, .entry(id, entry))
    tellAgents(listeners(told.phase.agent, told.helpers, told.watchers), .entry(id, entry))
  }

  /// Sends the lines after `seq`, from memory or from the file.
  mutating func replay(_ talk: Talk, after seq: Int, to socket: SocketID, as audience: Audience) {
    guard let lines = talk.conversation.lines(after: seq) else {
      effects.append(.fetch(talk.id, after: seq, through: talk.conversation.lastSeq, to: socket, for: audience))
      return
    }
    switch audience {
    case .visitor: tellVisitors([socket], .entries(talk.id, after: seq, Array(lines)))
    case .agent: tellAgents([socket], .entries(talk.id, after: seq, Array(lines)))
    }
  }

  // The first lines are written before the one that says who it is.
  private mutating func visitorName(_ id: ConversationID) -> String {
    guard let (name, reader) = talks.open(id, { ($0.conversation.identity?.name, $0.reader) }) else { return "" }
    return name ?? reader.flatMap { visitors.open($0) { $0.identity?.name ?? "" } } ?? ""
  }

  private mutating func name(_ author: Author, in id: ConversationID) -> String {
    switch author {
    case .visitor: visitorName(id)
    case .agent(let id): profile(id).name
    case .desk: ""
    }
  }
}
