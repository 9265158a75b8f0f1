import Primitives

extension Desk {
  mutating func visitorCame(_ socket: SocketID, _ arrival: Arrival) {
    if pages[socket] != nil { visitorLeft(socket) }
    let key = VisitorKey(site: arrival.site, visitor: arrival.visitor)
    pages[socket] = key
    visitors[key, default: Visitor(whereabouts: Whereabouts(place: arrival.place))].pages.append(socket)
    visitors[key]?.whereabouts.arrived(arrival)
    if let resume = arrival.resume { visitors[key]?.resumed = resume.conversation }
    welcome(socket, key, arrival.resume)
    guard let id = openTalk(of: key) else { return }
    attach([socket], to: id)
    talks[id]?.whereabouts.arrived(arrival)
    touch(id, .summary)
  }

  /// Says who is here and what the page has missed; of an ended talk only when the page asks for it.
  private mutating func welcome(_ socket: SocketID, _ key: VisitorKey, _ resume: ResumePoint?) {
    let open = openTalk(of: key).flatMap { talks[$0] }
    let resumed = resume.flatMap { talks[$0.conversation] }.flatMap { owns(key, $0) ? $0 : nil }
    effects.append(.tellVisitors([socket], .welcome(here: here, talk: (open ?? resumed).map(visitorTalk))))
    if let resumed, let resume {
      replay(resumed, after: resumed.conversation.start(for: resume), to: socket, as: .visitor)
    }
    if let open, open.id != resumed?.id { replay(open, after: 0, to: socket, as: .visitor) }
    if open == nil, let resume, !talks.contains(resume.conversation) {
      effects.append(.recall(resume, of: key.visitor, on: key.site, to: socket))
    }
  }

  mutating func visitorLeft(_ socket: SocketID) {
    guard let key = pages.removeValue(forKey: socket) else { return }
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

  mutating func visitorIdentified(_ socket: SocketID, _ identity: Identity) {
    guard let key = greeted(socket), let old = visitors[key] else { return }
    // A claim never outweighs the shop's own signature.
    guard outweighs(identity, old.identity) else { return }
    unlinkBrowser(key)
    visitors[key]?.identity = identity
    if let id = openTalk(of: key) { identify(id, identity) }
    linkBrowser(key)
  }

  mutating func visitorMissed(_ socket: SocketID, _ after: Int) {
    guard let key = greeted(socket), let id = visitors[key]?.talk, let talk = talks[id] else { return }
    replay(talk, after: after > talk.conversation.lastSeq ? 0 : max(0, after), to: socket, as: .visitor)
  }

  /// The browser behind a socket; without a hello there is none.
  mutating func greeted(_ socket: SocketID, ref: MessageID? = nil) -> VisitorKey? {
    if let key = pages[socket] {
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

  func owns(_ key: VisitorKey, _ talk: Talk) -> Bool { talk.browser == key || talk.others.contains(key) }

  /// Lets pages follow a talk.
  ///
  /// Somebody who hung up and comes back is rung for again.
  mutating func attach(_ sockets: [SocketID], to id: ConversationID) {
    guard !sockets.isEmpty else { return }
    talks[id]?.pages.append(contentsOf: sockets)
    talks[id]?.pages.sort()
    talks[id]?.awaySince = nil
    touch(id, .summary)
    if talks[id]?.phase == .waiting(.visitorAway) { call(id) }
  }

  private mutating func detach(_ socket: SocketID, from id: ConversationID) {
    talks[id]?.pages.removeAll { $0 == socket }
    guard talks[id]?.pages.isEmpty == true else { return }
    talks[id]?.awaySince = now
    if talks[id]?.phase.isEnded == false { touch(id, .summary) }
  }

  /// Forgets a browser of which neither a page nor a talk is left.
  mutating func dropIfUnneeded(_ key: VisitorKey) {
    guard let visitor = visitors[key], visitor.pages.isEmpty, visitor.talk == nil else { return }
    unlinkBrowser(key)
    visitors[key] = nil
  }
}
