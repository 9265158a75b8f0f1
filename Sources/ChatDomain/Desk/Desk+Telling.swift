import Primitives

extension Desk {
  /// Notes that people must be told of a conversation, and that its deadline may have moved.
  func touch(_ talk: Talk, _ what: Talk.Due = []) {
    if !talk.due.contains(.listed) { due.append(talk) }
    talk.due.formUnion([what, .listed])
  }

  /// Tells each conversation's news once, however often it changed in this event.
  func tellDue() {
    var index = 0
    while index < due.count {
      let talk = due[index]
      index += 1
      tell(talk)
      talk.due = []
      if talks.holds(talk) { schedule(talk) }
    }
    due.removeAll(keepingCapacity: true)
  }

  private func tell(_ talk: Talk) {
    guard talk.due != [.listed], talks.holds(talk) else { return }
    if talk.due.contains(.state), !talk.pages.isEmpty {
      effects.append(.tellVisitors(talk.pages, .talk(visitorTalk(talk))))
    }
    if wantsSummary(talk), !staff.sockets.isEmpty {
      effects.append(.tellAgents(staff.sockets, .talk(summary(talk))))
    }
    if talk.due.contains(.ring), let ring = talk.bell.ring { sound(ring, of: talk) }
    if talk.due.contains(.introduction) { introduce(talk, to: interested(in: talk)) }
  }

  // Who has a conversation gets its lines: a summary for everybody with each word would cost every console every word of
  // the shop.
  private func wantsSummary(_ talk: Talk) -> Bool {
    talk.due.contains(.summary) || talk.due.contains(.words) && talk.phase.agent == nil
  }

  private func sound(_ ring: Ring, of talk: Talk) {
    for isSoft in [false, true] {
      let sockets = staff.agents(ring.rung).filter { $0.hasRoom != isSoft }.flatMap(\.consoles)
      tellAgents(sockets, .ring(talk.id, ring: ring.number, until: ring.ends + ahead, soft: isSoft))
    }
  }

  /// Shows the person to consoles that have not seen them yet.
  func introduce(_ talk: Talk, to sockets: [SocketID]) {
    let fresh = sockets.filter { !talk.introduced.contains($0) }
    guard !fresh.isEmpty else { return }
    talk.introduced.append(contentsOf: fresh)
    effects.append(.introduce(acquaintance(talk), to: fresh))
  }

  /// Who should see the card: those who have it, look at it or are rung; while it waits, all on the bell.
  private func interested(in talk: Talk) -> [SocketID] {
    var sockets = listeners(of: talk)
    let more: [Agent] =
      switch talk.phase {
      case .ringing: staff.agents(talk.bell.rung)
      case .waiting: staff.all.filter(\.isOnBell)
      case .active, .ended: []
      }
    var known = Set(sockets)
    for console in more.flatMap(\.consoles) where known.insert(console).inserted { sockets.append(console) }
    return sockets
  }

  /// The consoles that get every line: those of the agents who are in it, and those that look at it.
  func listeners(of talk: Talk) -> [SocketID] {
    guard let agent = owner(of: talk) else { return talk.watchers }
    var consoles = agent.consoles
    for helper in staff.agents(talk.company.helpers) { consoles += helper.consoles }
    return talk.watchers.isEmpty ? consoles : consoles + talk.watchers.filter { !consoles.contains($0) }
  }

  func tellAgents(_ sockets: [SocketID], _ notice: AgentNotice) {
    if !sockets.isEmpty { effects.append(.tellAgents(sockets, notice)) }
  }

  func tellVisitors(_ sockets: [SocketID], _ notice: VisitorNotice) {
    if !sockets.isEmpty { effects.append(.tellVisitors(sockets, notice)) }
  }

  /// Notes that who is here has changed: it rings by that at once, and is told a moment later.
  func tellPresence() {
    queue.staffChanged()
    staff.presenceDue = staff.presenceDue ?? now + DomainLimits.presenceGathered
  }

  /// Tells colleagues and visitors who is here.
  func tellGathered() {
    staff.presenceDue = nil
    tellAgents(staff.sockets, .team(team))
    let here = here
    guard here != staff.toldHere else { return }
    staff.toldHere = here
    tellVisitors(lobby.pages.keys.sorted(), .here(here))
  }

  /// Writes the next line and tells it to everybody who follows the conversation.
  func write(_ fact: Fact, by author: Author, mid: MessageID? = nil, to talk: Talk) {
    let seq = talk.conversation.lastSeq + 1
    let name = if case .identified(let identity) = fact { identity.name } else { name(of: author, in: talk) }
    // A clock that was set back must not put it before the line before it.
    let at = max(calendar, talk.conversation.lastAt)
    let entry = Entry(
      seq: seq, mid: mid ?? talk.id.line(seq), at: at, step: at - now - talk.conversation.ahead, by: author, name: name,
      fact: fact)
    talks.write(entry, to: talk)
    effects.append(.record(talk.id, entry))
    tellVisitors(talk.pages, .entry(talk.id, entry))
    tellAgents(listeners(of: talk), .entry(talk.id, entry))
  }

  /// Sends the lines after `seq`, from memory or from the file.
  func replay(_ talk: Talk, after seq: Int, to socket: SocketID, as audience: Audience) {
    guard let lines = talk.conversation.lines(after: seq) else {
      effects.append(.fetch(talk.id, after: seq, through: talk.conversation.lastSeq, to: socket, for: audience))
      return
    }
    switch audience {
    case .visitor: tellVisitors([socket], .entries(talk.id, after: seq, Array(lines)))
    case .agent: tellAgents([socket], .entries(talk.id, after: seq, Array(lines)))
    }
  }

  private func name(of author: Author, in talk: Talk) -> String {
    switch author {
    case .visitor: visitorName(talk)
    case .agent(let id): staff.profile(id).name
    case .desk: ""
    }
  }

  // The first lines are written before the one that says who it is.
  private func visitorName(_ talk: Talk) -> String {
    if let identity = talk.conversation.identity { return identity.name }
    guard let visitor = talk.reader.flatMap({ lobby[$0] }), let identity = visitor.identity else { return "" }
    return identity.name
  }
}
