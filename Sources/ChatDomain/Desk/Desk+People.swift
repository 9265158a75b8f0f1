import Primitives

/// Who somebody is: a claim is the anonymous browser's, a proof makes the connection a person's.
extension Desk {
  func visitorIdentified(_ socket: SocketID, _ identity: Identity, _ field: String) {
    guard let page = greeted(socket) else { return }
    switch identity.proof {
    case .claimed: claimed(socket, page.visitor, identity)
    case .proved: proved(socket, page, identity, field)
    }
  }

  private func claimed(_ socket: SocketID, _ visitor: Visitor, _ identity: Identity) {
    // A claim never outweighs the shop's own signature.
    guard case .browser = visitor.key.owner else { return }
    tellVisitors([socket], .identified(identity.person, .claimed))
    visitor.identity = identity
    if let talk = visitor.openTalk { identify(talk, identity) }
  }

  private func proved(_ socket: SocketID, _ page: ConnectedPage, _ identity: Identity, _ field: String) {
    let (key, browser) = (page.visitor.key, page.browser)
    let person = VisitorKey(site: key.site, owner: .person(identity.person))
    guard lobby.isFree(browser, for: identity.person), key == person || key.owner == .browser(browser) else {
      return tellVisitors([socket], .refused(Refusal(.otherPerson, field: field)))
    }
    let isFirst = key != person && bind(browser, to: identity.person)
    tellVisitors([socket], .identified(identity.person, .proved))
    guard key == person else { return become(socket, page, person, identity, isFirst: isFirst) }
    page.visitor.identity = identity
    if let talk = page.visitor.openTalk { identify(talk, identity) }
  }

  /// A stranger's connection becomes a person's.
  private func become(
    _ socket: SocketID, _ page: ConnectedPage, _ key: VisitorKey, _ identity: Identity, isFirst: Bool
  ) {
    let stranger = page.visitor
    let (place, link) = (stranger.whereabouts.place, stranger.whereabouts.link)
    // The pages that the browser saw before may have been somebody else's: no trail.
    let person = lobby.visitor(key, at: place)
    person.identity = identity
    let adopted = isFirst ? adopt(from: stranger, person, identity) : nil
    leave(socket, stranger)
    lobby.connect(socket, ConnectedPage(browser: page.browser, visitor: person, resume: page.resume))
    person.whereabouts.arrived(at: place, by: link)
    show(socket, person, page.resume, adopted)
    guard let talk = person.openTalk else { return }
    attach([socket], to: talk)
    talk.whereabouts.arrived(at: place, by: link)
    identify(talk, identity)
  }

  /// Writes down that a secret belongs to a person; false when it did before, or when the person has too many.
  private func bind(_ secret: VisitorID, to person: PersonID) -> Bool {
    guard lobby.canBind(secret, to: person) else { return false }
    lobby.know(secret, of: person)
    effects.append(.bind(secret, to: person))
    return true
  }

  /// A conversation that a person took over from their browser, and its lines before that.
  private struct Adopted { let talk: Talk, lines: Int }

  /// Gives the person what was said on this browser just before; the open conversation only if they have none open.
  private func adopt(from browser: Visitor, _ person: Visitor, _ identity: Identity) -> Adopted? {
    var latest: Adopted?
    for talk in talks.ended where isFresh(talk, of: browser) { latest = adopt(talk, person, identity) }
    if let talk = browser.openTalk, person.openTalk == nil { latest = adopt(talk, person, identity) }
    guard let latest, person.openTalk == nil else { return latest }
    leaveTalk(person)
    person.talk = latest.talk
    if !latest.talk.phase.isEnded { shareTalk(latest.talk, with: person.pages) }
    return latest
  }

  private func isFresh(_ talk: Talk, of browser: Visitor) -> Bool {
    talk.reader == browser.key && talk.conversation.hasFreshWords(at: now)
  }

  private func adopt(_ talk: Talk, _ person: Visitor, _ identity: Identity) -> Adopted {
    if let old = talk.reader.flatMap({ lobby[$0] }), old.talk === talk { old.talk = nil }
    let lines = talk.conversation.lastSeq
    talk.reader = person.key
    // Pages of the browser on which nobody was proved follow it no longer.
    talk.pages = []
    if talk.awaySince == nil { talk.awaySince = now }
    identify(talk, identity)
    return Adopted(talk: talk, lines: lines)
  }

  /// Shows a conversation to pages that did not follow it.
  private func shareTalk(_ talk: Talk, with pages: [SocketID]) {
    tellVisitors(pages, .talk(visitorTalk(talk)))
    for page in pages { replay(talk, after: 0, to: page, as: .visitor) }
    attach(pages, to: talk)
  }

  /// Shows a page that has become a person's what it may read now.
  private func show(_ socket: SocketID, _ person: Visitor, _ resume: ResumePoint?, _ adopted: Adopted?) {
    let open = person.openTalk
    if let talk = open ?? resumed(person, resume) { tellVisitors([socket], .talk(visitorTalk(talk))) }
    guard let adopted, open == nil || open === adopted.talk else { return replayMissed(socket, person, resume) }
    if open == nil { adopted.talk.pages.append(socket) }
    replay(adopted.talk, after: adopted.lines, to: socket, as: .visitor)
  }

  /// Records who this is when that is news to the conversation, and shows the person again.
  func identify(_ talk: Talk, _ identity: Identity) {
    guard identity != talk.conversation.identity else { return }
    write(.identified(identity), by: .visitor, to: talk)
    talk.introduced = []
    touch(talk, talk.phase.isEnded ? [] : [.summary, .introduction])
  }
}
