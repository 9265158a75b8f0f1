import Primitives

extension Desk {
  func visitorSaid(_ socket: SocketID, _ mid: MessageID, _ text: String) {
    guard let page = greeted(socket, ref: mid) else { return }
    let visitor = page.visitor
    if let talk = talks.talk(knowing: mid) ?? talk(of: visitor, knowing: mid) {
      return saidAgain(socket, talk, visitor, mid, text)
    }
    guard !saidLongAgo(socket, visitor, mid, text) else { return }
    if let refusal = refusal(of: text, mid, nil) { return tellVisitors([socket], .refused(refusal)) }
    if let talk = visitor.openTalk {
      // The first message's name is the conversation's.
      talks.note(mid, in: talk)
      visitorWrote(mid, text, to: talk, on: socket)
      callBack(talk)
    } else {
      let talk = begin(ConversationID(openedBy: mid), visitor, page.browser)
      visitorWrote(mid, text, to: talk, on: socket)
      if let identity = identity(of: visitor) { identify(talk, identity) }
      call(talk)
    }
  }

  private func visitorWrote(_ mid: MessageID, _ text: String, to talk: Talk, on socket: SocketID) {
    write(.said(Body(text: text)), by: .visitor, mid: mid, to: talk)
    tellVisitors([socket], .ack(talk.id, mid, seq: talk.conversation.lastSeq, at: talk.conversation.lastAt))
    touch(talk, .words)
  }

  /// The visitor's conversation, open or over, in which that name is taken, whoever took it.
  private func talk(of visitor: Visitor, knowing mid: MessageID) -> Talk? {
    guard let talk = visitor.talk else { return nil }
    return talk.conversation.isReserved(mid) || talk.conversation.line(mid) != nil ? talk : nil
  }

  /// A message that stands in a conversation already is acked again, never written again.
  ///
  /// Whoever may not read the conversation learns no more of it than that the id is taken.
  private func saidAgain(
    _ socket: SocketID, _ talk: Talk, _ visitor: Visitor, _ mid: MessageID, _ text: String
  ) {
    let line = visitor.key.mayRead(talk.conversation) ? talk.conversation.line(mid) : nil
    acknowledgeAgain(socket, talk.id, mid, text, line)
  }

  /// Acks the line where the message stands, unless it holds other words.
  func acknowledgeAgain(
    _ socket: SocketID, _ id: ConversationID, _ mid: MessageID, _ text: String, _ line: KnownLine?
  ) {
    guard let line, line.holds(.said(Body(text: text)), by: .visitor) else {
      return tellVisitors([socket], .refused(Refusal(.midReused, ref: mid, field: "mid")))
    }
    tellVisitors([socket], .ack(id, mid, seq: line.seq, at: line.at))
  }

  /// The first words open the conversation.
  private func begin(_ id: ConversationID, _ visitor: Visitor, _ browser: VisitorID) -> Talk {
    let talk = Talk(
      Conversation(id: id, ahead: ahead), site: visitor.key.site, browser: browser, reader: visitor.key,
      whereabouts: visitor.$whereabouts)
    talk.pages = visitor.pages
    leaveTalk(visitor)
    talks.add(talk)
    visitor.talk = talk
    let opening = Opening(site: talk.site, visitor: browser, place: visitor.whereabouts.place)
    write(.opened(opening), by: .visitor, to: talk)
    return talk
  }

  /// Who a conversation's first words are by; of a person whom the secret alone proves no more is known than that.
  private func identity(of visitor: Visitor) -> Identity? {
    guard case .person(let person) = visitor.key.owner else { return visitor.identity }
    return visitor.identity ?? Identity(person: person, proof: .proved)
  }

  func agentSaid(_ socket: SocketID, _ id: ConversationID, _ mid: MessageID, _ text: String) {
    let fact = Fact.said(Body(text: text))
    guard let (agent, talk) = speaker(socket, id, mid, fact, text) else { return }
    switch talk.phase {
    case .active: if !talk.includes(agent) { return refuse(socket, .notYourTalk, id, mid) }
    // Whoever writes has picked up: words are worth more than the press of a key.
    case .waiting, .ringing: take(talk, agent)
    case .ended: return refuse(socket, .talkEnded, id, mid)
    }
    agentWrote(fact, agent, socket, talk, mid)
  }

  /// Writes an agent's words down and acks them.
  func agentWrote(_ fact: Fact, _ agent: Agent, _ socket: SocketID, _ talk: Talk, _ mid: MessageID) {
    let isFirst = talk.isFirstAnswerOpen
    // Consoles show how long a pick-up without words stands.
    if fact.words != nil, talk.bell.hold != nil { touch(talk, .summary) }
    write(fact, by: .agent(agent.id), mid: mid, to: talk)
    tellAgents([socket], .ack(talk.id, mid, seq: talk.conversation.lastSeq, at: talk.conversation.lastAt))
    touch(talk, .words)
    guard fact.words != nil else { return }
    if isFirst { countFate(of: talk) }
    for person in talk.persons where acquaintances[person] != agent.id { acquaintances.met(person, agent.id) }
  }

  func agentNoted(_ socket: SocketID, _ id: ConversationID, _ mid: MessageID, _ text: String) {
    let fact = Fact.noted(Body(text: text))
    guard let (agent, talk) = speaker(socket, id, mid, fact, text) else { return }
    if talk.phase.isEnded { return refuse(socket, .talkEnded, id, mid) }
    agentWrote(fact, agent, socket, talk, mid)
  }

  /// The agent who may have this written, and where; nil when it was answered already or may not.
  ///
  /// Nil for `text` is no words at all, where none are needed.
  func speaker(
    _ socket: SocketID, _ id: ConversationID, _ mid: MessageID, _ fact: Fact, _ text: String?
  ) -> (Agent, Talk)? {
    guard let (agent, talk) = known(socket, id, mid) else { return nil }
    if let line = talk.conversation.line(mid), line.holds(fact, by: .agent(agent.id)) {
      tellAgents([socket], .ack(id, mid, seq: line.seq, at: line.at))
      return nil
    }
    if talk.conversation.line(mid) != nil || talk.conversation.isReserved(mid) {
      refuse(socket, .midReused, id, mid, field: "mid")
      return nil
    }
    guard let refusal = refusal(of: text, mid, id) else { return (agent, talk) }
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
    return text.isBlank ? Refusal(.textEmpty, ref: mid, conversation: id, field: "text") : nil
  }
}
