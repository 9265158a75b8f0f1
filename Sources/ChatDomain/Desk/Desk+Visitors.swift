import Primitives

extension Desk {
  func visitorCame(_ socket: SocketID, _ arrival: Arrival) {
    if lobby.pages[socket] != nil { visitorLeft(socket) }
    let visitor = lobby.visitor(lobby.key(of: arrival), at: arrival.place)
    lobby.connect(socket, ConnectedPage(browser: arrival.visitor, visitor: visitor, resume: arrival.resume))
    visitor.whereabouts.arrived(arrival)
    welcome(socket, visitor, arrival.resume)
    guard let talk = visitor.openTalk else { return }
    attach([socket], to: talk)
    talk.whereabouts.arrived(arrival)
    touch(talk, .summary)
  }

  /// Says who is here and what the page has missed; of an ended conversation only when the page asks for it.
  private func welcome(_ socket: SocketID, _ visitor: Visitor, _ resume: ResumePoint?) {
    let talk = (visitor.openTalk ?? resumed(visitor, resume)).map(visitorTalk)
    effects.append(.tellVisitors([socket], .welcome(here: here, talk: talk)))
    replayMissed(socket, visitor, resume)
  }

  /// Sends what a page misses of the open conversation, and of the one of which it holds lines.
  func replayMissed(_ socket: SocketID, _ visitor: Visitor, _ resume: ResumePoint?) {
    let (open, resumed) = (visitor.openTalk, resumed(visitor, resume))
    if let resumed, let resume {
      replay(resumed, after: resumed.conversation.start(for: resume), to: socket, as: .visitor)
    }
    if let open, open !== resumed { replay(open, after: 0, to: socket, as: .visitor) }
    if open == nil, let resume, !holds(resume.conversation) {
      effects.append(.recall(resume, for: visitor.key, to: socket))
    }
  }

  /// The conversation in memory of which a page holds lines, if it may read it.
  func resumed(_ visitor: Visitor, _ resume: ResumePoint?) -> Talk? {
    guard let talk = resume.flatMap({ talks[$0.conversation] }) else { return nil }
    return visitor.key.mayRead(talk.conversation) ? talk : nil
  }

  func visitorLeft(_ socket: SocketID) { if let page = lobby.disconnect(socket) { leave(socket, page.visitor) } }

  /// A page is no longer one of this visitor's.
  func leave(_ socket: SocketID, _ visitor: Visitor) {
    visitor.pages.removeAll { $0 == socket }
    if let talk = visitor.talk { detach(socket, from: talk) }
    lobby.dropIfUnneeded(visitor)
  }

  func visitorWent(_ socket: SocketID, _ page: Page) {
    guard let visitor = greeted(socket).map(\.visitor) else { return }
    visitor.whereabouts.went(to: page)
    guard let talk = visitor.openTalk else { return }
    talk.whereabouts.went(to: page)
    touch(talk, .summary)
  }

  func visitorMissed(_ socket: SocketID, _ after: Int) {
    guard let visitor = greeted(socket).map(\.visitor), let talk = visitor.talk else { return }
    guard visitor.key.mayRead(talk.conversation) else { return }
    replay(talk, after: after > talk.conversation.lastSeq ? 0 : max(0, after), to: socket, as: .visitor)
  }

  /// A connected page; one without a hello is told so.
  func greeted(_ socket: SocketID, ref: MessageID? = nil) -> ConnectedPage? {
    if let page = lobby.pages[socket] { return page }
    tellVisitors([socket], .refused(Refusal(.sayHelloFirst, ref: ref)))
    return nil
  }

  /// Lets pages follow a conversation.
  ///
  /// Somebody who hung up and comes back is rung for again.
  func attach(_ sockets: [SocketID], to talk: Talk) {
    guard !sockets.isEmpty else { return }
    talk.pages.append(contentsOf: sockets)
    talk.pages.sort()
    talk.awaySince = nil
    touch(talk, .summary)
    callBack(talk)
  }

  /// Somebody is asked for again in a conversation that nobody has, and for which it has stopped ringing.
  func callBack(_ talk: Talk) { if talk.phase == .waiting(.visitorAway), isAskedFor(talk) { call(talk) } }

  private func detach(_ socket: SocketID, from talk: Talk) {
    talk.pages.removeAll { $0 == socket }
    guard talk.pages.isEmpty else { return }
    talk.awaySince = now
    if !talk.phase.isEnded { touch(talk, .summary) }
  }

  /// Pages follow one conversation: before they take up another they leave the ended one.
  func leaveTalk(_ visitor: Visitor) {
    guard let talk = visitor.talk else { return }
    talk.pages.removeAll(where: visitor.pages.contains)
  }
}
