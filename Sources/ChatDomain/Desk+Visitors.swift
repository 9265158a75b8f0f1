import Primitives

extension Desk {
  mutating func visitorCame(_ socket: SocketID, _ arrival: Arrival) {
    if pages[socket] != nil { visitorLeft(socket) }
    let key = reader(arrival)
    pages[socket] = ConnectedPage(visitor: arrival.visitor, key: key, resume: arrival.resume)
    visitors[key, default: Visitor(whereabouts: Whereabouts(place: arrival.place))].pages.append(socket)
    visitors[key]?.whereabouts.arrived(arrival)
    visitors.seek(key)
    welcome(socket, key, arrival.resume)
    guard let id = openTalk(of: key) else { return }
    attach([socket], to: id)
    talks[id]?.whereabouts.arrived(arrival)
    touch(id, .summary)
  }

  /// A stranger until somebody is proved on this connection, unless the site lets the secret prove them.
  private func reader(_ arrival: Arrival) -> VisitorKey {
    guard arrival.isTrusted, case .person(let person)? = secrets[arrival.visitor] else {
      return VisitorKey(site: arrival.site, owner: .browser(arrival.visitor))
    }
    return VisitorKey(site: arrival.site, owner: .person(person))
  }

  /// Says who is here and what the page has missed; of an ended talk only when the page asks for it.
  private mutating func welcome(_ socket: SocketID, _ key: VisitorKey, _ resume: ResumePoint?) {
    let talk = (openTalk(of: key).flatMap { talks[$0] } ?? resumed(key, resume)).map(visitorTalk)
    effects.append(.tellVisitors([socket], .welcome(here: here, talk: talk)))
    replayMissed(socket, key, resume)
  }

  /// Sends what a page misses of the open talk, and of the one of which it holds lines.
  mutating func replayMissed(_ socket: SocketID, _ key: VisitorKey, _ resume: ResumePoint?) {
    let (open, resumed) = (openTalk(of: key), resumed(key, resume))
    if let resumed, let resume {
      replay(resumed, after: resumed.conversation.start(for: resume), to: socket, as: .visitor)
    }
    if let talk = open.flatMap({ talks[$0] }), open != resumed?.id { replay(talk, after: 0, to: socket, as: .visitor) }
    if open == nil, let resume, !talks.contains(resume.conversation) {
      effects.append(.recall(resume, for: key, to: socket))
    }
  }

  /// The talk in memory of which a page holds lines, if it may read it.
  func resumed(_ key: VisitorKey, _ resume: ResumePoint?) -> Talk? {
    guard let talk = resume.flatMap({ talks[$0.conversation] }), key.mayRead(talk.conversation) else { return nil }
    return talk
  }

  mutating func visitorLeft(_ socket: SocketID) {
    guard let key = pages.removeValue(forKey: socket)?.key else { return }
    leave(socket, key)
  }

  /// A page is no longer one of this reader's.
  mutating func leave(_ socket: SocketID, _ key: VisitorKey) {
    visitors[key]?.pages.removeAll { $0 == socket }
    if let id = visitors[key]?.talk { detach(socket, from: id) }
    dropIfUnneeded(key)
  }

  mutating func visitorWent(_ socket: SocketID, _ page: Page) {
    guard let key = greeted(socket) else { return }
    visitors[key]?.whereabouts.went(to: page)
    guard let id = openTalk(of: key) else { return }
    talks[id]?.whereabouts.went(to: page)
    touch(id, .summary)
  }

  mutating func visitorMissed(_ socket: SocketID, _ after: Int) {
    guard let key = greeted(socket), let id = visitors[key]?.talk, let talk = talks[id] else { return }
    guard key.mayRead(talk.conversation) else { return }
    replay(talk, after: after > talk.conversation.lastSeq ? 0 : max(0, after), to: socket, as: .visitor)
  }

  /// As whom a socket reads and writes; without a hello it does not.
  mutating func greeted(_ socket: SocketID, ref: MessageID? = nil) -> VisitorKey? {
    if let key = pages[socket]?.key {
      visitors.seek(key)
      return key
    }
    tellVisitors([socket], .refused(Refusal(.sayHelloFirst, ref: ref)))
    return nil
  }

  mutating func openTalk(of key: VisitorKey) -> ConversationID? {
    guard let id = visitors.open(key, { $0.talk }) ?? nil, talks.open(id, { $0.phase.isEnded }) == false else {
      return nil
    }
    return id
  }

  /// Lets pages follow a talk.
  ///
  /// Somebody who hung up and comes back is rung for again.
  mutating func attach(_ sockets: [SocketID], to id: ConversationID) {
    guard !sockets.isEmpty else { return }
    talks[id]?.pages.append(contentsOf: sockets)
    talks[id]?.pages.sort()
    talks[id]?.awaySince = nil
    touch(id, .summary)
    callBack(id)
  }

  /// Somebody is asked for again in a talk that nobody has, and for which it has stopped ringing.
  mutating func callBack(_ id: ConversationID) {
    guard talks.open(id, { $0.phase == .waiting(.visitorAway) }) == true else { return }
    if let talk = talks[id], isAskedFor(talk) { call(id) }
  }

  private mutating func detach(_ socket: SocketID, from id: ConversationID) {
    talks[id]?.pages.removeAll { $0 == socket }
    guard talks[id]?.pages.isEmpty == true else { return }
    talks[id]?.awaySince = now
    if talks[id]?.phase.isEnded == false { touch(id, .summary) }
  }

  /// Pages follow one talk: before they take up another they leave the ended one.
  mutating func leaveTalk(_ key: VisitorKey) {
    guard let visitor = visitors[key], let id = visitor.talk else { return }
    talks[id]?.pages.removeAll(where: visitor.pages.contains)
  }

  /// Forgets a reader of whom neither a page nor a talk is left.
  mutating func dropIfUnneeded(_ key: VisitorKey) {
    guard let visitor = visitors[key], visitor.pages.isEmpty, visitor.talk == nil else { return }
    visitors[key] = nil
  }
}
