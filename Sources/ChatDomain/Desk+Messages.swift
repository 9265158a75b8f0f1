import Primitives

extension Desk {
  mutating func visitorSaid(_ socket: SocketID, _ mid: MessageID, _ text: String) {
    guard let key = greeted(socket, ref: mid) else { return }
    if let id = spoken[mid] ?? talks[ConversationID(openedBy: mid)]?.id ?? talk(of: key, knowing: mid) {
      return saidAgain(socket, id, key, mid, text)
    }
    guard !saidLongAgo(socket, key, mid, text) else { return }
    if let refusal = refusal(of: text, mid, nil) { return tellVisitors([socket], .refused(refusal)) }
    let open = openTalk(of: key)
    let id = open ?? ConversationID(openedBy: mid)
    if open == nil { begin(id, key, on: socket) }
    write(.said(Body(text: text)), by: .visitor, mid: mid, to: id)
    // The first one's name is the talk's.
    if open != nil { spoken[mid] = id }
    let (seq, at) = lastLine(of: id)
    tellVisitors([socket], .ack(id, mid, seq: seq, at: at))
    touch(id, .words)
    if open == nil { firstCall(id, key) } else { callBack(id) }
  }

  /// The visitor's talk, open or over, in which that name is taken, whoever took it.
  private mutating func talk(of key: VisitorKey, knowing mid: MessageID) -> ConversationID? {
    guard let id = visitors.open(key, { $0.talk }) ?? nil else { return nil }
    let isTaken = talks.open(id) { $0.conversation.isReserved(mid) || $0.conversation.line(mid) != nil }
    return isTaken == true ? id : nil
  }

  /// A message that stands in a talk already is acked again, never written again.
  ///
  /// Whoever may not read the talk learns no more of it than that the id is taken.
  private mutating func saidAgain(
    _ socket: SocketID, _ id: ConversationID, _ key: VisitorKey, _ mid: MessageID, _ text: String
  ) {
    let line = talks[id].flatMap { key.mayRead($0.conversation) ? $0.conversation.line(mid) : nil }
    acknowledgeAgain(socket, id, mid, text, line)
  }

  /// Acks the line where the message stands, unless it holds other words.
  mutating func acknowledgeAgain(
    _ socket: SocketID, _ id: ConversationID, _ mid: MessageID, _ text: String, _ line: KnownLine?
  ) {
    guard let line, line.holds(.said(Body(text: text)), by: .visitor) else {
      return tellVisitors([socket], .refused(Refusal(.midReused, ref: mid, field: "mid")))
    }
    tellVisitors([socket], .ack(id, mid, seq: line.seq, at: line.at))
  }

  /// The first words open the conversation.
  private mutating func begin(_ id: ConversationID, _ key: VisitorKey, on socket: SocketID) {
    guard let visitor = visitors[key], let browser = pages[socket]?.visitor else { return }
    var talk = Talk(
      conversation: Conversation(id: id, ahead: ahead), site: key.site, visitor: browser, reader: key,
      whereabouts: visitor.$whereabouts)
    talk.pages = visitor.pages
    leaveTalk(key)
    talks[id] = talk
    visitors[key]?.talk = id
    phases.add(talk.phase, 1)
    let opening = Opening(site: key.site, visitor: browser, place: visitor.whereabouts.place)
    write(.opened(opening), by: .visitor, to: id)
  }

  private mutating func firstCall(_ id: ConversationID, _ key: VisitorKey) {
    if let identity = identity(of: key) { identify(id, identity) }
    call(id)
  }

  /// Who a talk's first words are by; of a person whom the secret alone proves no more is known than that.
  private func identity(of key: VisitorKey) -> Identity? {
    guard case .person(let person) = key.owner else { return visitors[key]?.identity }
    return visitors[key]?.identity ?? Identity(person: person, proof: .proved)
  }

  mutating func agentSaid(_ socket: SocketID, _ id: ConversationID, _ mid: MessageID, _ text: String) {
    let fact = Fact.said(Body(text: text))
    guard let agent = speaker(socket, id, mid, fact, text) else { return }
    switch talks[id]?.phase {
    case .active: if talks[id]?.conversation.includes(agent) != true { return refuse(socket, .notYourTalk, id, mid) }
    // Whoever writes has picked up: words are worth more than the press of a key.
    case .waiting, .ringing: take(id, agent)
    case .ended, nil: return refuse(socket, .talkEnded, id, mid)
    }
    agentWrote(fact, agent, socket, id, mid)
  }

  /// Writes an agent's words down and acks them.
  mutating func agentWrote(
    _ fact: Fact, _ agent: AgentID, _ socket: SocketID, _ id: ConversationID, _ mid: MessageID
  ) {
    let isFirst = talks[id]?.conversation.answer == Conversation.Answer.none
    // Consoles show how long a pick-up without words stands.
    if fact.words != nil, talks.open(id, { $0.bell.hold != nil }) == true { touch(id, .summary) }
    write(fact, by: .agent(agent), mid: mid, to: id)
    acknowledge(socket, id, mid)
    guard fact.words != nil else { return }
    if isFirst { countFate(of: id) }
    met(id, agent)
  }

  mutating func agentNoted(_ socket: SocketID, _ id: ConversationID, _ mid: MessageID, _ text: String) {
    let fact = Fact.noted(Body(text: text))
    guard let agent = speaker(socket, id, mid, fact, text) else { return }
    if talks[id]?.phase.isEnded != false { return refuse(socket, .talkEnded, id, mid) }
    agentWrote(fact, agent, socket, id, mid)
  }

  private mutating func acknowledge(_ socket: SocketID, _ id: ConversationID, _ mid: MessageID) {
    let (seq, at) = lastLine(of: id)
    tellAgents([socket], .ack(id, mid, seq: seq, at: at))
    touch(id, .words)
  }

  /// The agent who may have this written; nil when it was answered already or may not.
  ///
  /// Nil for `text` is no words at all, where none are needed.
  mutating func speaker(
    _ socket: SocketID, _ id: ConversationID, _ mid: MessageID, _ fact: Fact, _ text: String?
  ) -> AgentID? {
    guard let agent = knownAgent(socket, id, mid) else { return nil }
    if let line = talks[id]?.conversation.line(mid) {
      let isSame = line.holds(fact, by: .agent(agent))
      if isSame { tellAgents([socket], .ack(id, mid, seq: line.seq, at: line.at)) }
      if !isSame { refuse(socket, .midReused, id, mid, field: "mid") }
      return nil
    }
    if talks[id]?.conversation.isReserved(mid) == true {
      refuse(socket, .midReused, id, mid, field: "mid")
      return nil
    }
    guard let refusal = refusal(of: text, mid, id) else { return agent }
    tellAgents([socket], .refused(refusal))
    return nil
  }

  private func refusal(of text: String?, _ mid: MessageID, _ id: ConversationID?) -> Refusal? {
    if let refusal = text.flatMap({ self.refusal(ofWords: $0, mid, id) }) { return refusal }
    return disk == .full ? Refusal(.diskFull, ref: mid, conversation: id) : nil
  }

  private func refusal(ofWords text: String, _ mid: MessageID, _ id: ConversationID?) -> Refusal? {
    if text.utf8.count > DomainLimits.text {
      return Refusal(.textTooLong, ref: mid, conversation: id, field: "text", limit: DomainLimits.text)
    }
    if text.isBlank {
      return Refusal(.textEmpty, ref: mid, conversation: id, field: "text")
    }
    return nil
  }

  private mutating func met(_ id: ConversationID, _ agent: AgentID) {
    for person in talks[id].map({ persons(of: $0) }) ?? []
    where acquaintances[person] != agent {
      acquaintances.met(person, agent)
    }
  }
}
