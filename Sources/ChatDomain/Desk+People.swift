import Primitives

/// Who somebody is: a claim is the anonymous browser's, a proof makes the connection a person's.
extension Desk {
  mutating func visitorIdentified(_ socket: SocketID, _ identity: Identity, _ field: String) {
    guard let key = greeted(socket) else { return }
    switch identity.proof {
    case .claimed: claimed(socket, key, identity)
    case .proved: proved(socket, key, identity, field)
    }
  }

  private mutating func claimed(_ socket: SocketID, _ key: VisitorKey, _ identity: Identity) {
    // A claim never outweighs the shop's own signature.
    guard case .browser = key.owner else { return }
    tellVisitors([socket], .identified(identity.person, .claimed))
    visitors[key]?.identity = identity
    if let id = openTalk(of: key) { identify(id, identity) }
  }

  private mutating func proved(_ socket: SocketID, _ key: VisitorKey, _ identity: Identity, _ field: String) {
    guard let browser = pages[socket]?.visitor else { return }
    let person = VisitorKey(site: key.site, owner: .person(identity.person))
    guard isFree(browser, for: identity.person), key == person || key.owner == .browser(browser) else {
      return tellVisitors([socket], .refused(Refusal(.otherPerson, field: field)))
    }
    let isFirst = key != person && bind(browser, to: identity.person)
    tellVisitors([socket], .identified(identity.person, .proved))
    if key == person {
      visitors[person]?.identity = identity
      if let id = openTalk(of: person) { identify(id, identity) }
    } else {
      become(socket, person, identity, isFirst: isFirst)
    }
  }

  private func isFree(_ secret: VisitorID, for person: PersonID) -> Bool {
    secrets[secret].map { $0 == .person(person) } ?? true
  }

  /// A stranger's connection becomes a person's.
  private mutating func become(_ socket: SocketID, _ person: VisitorKey, _ identity: Identity, isFirst: Bool) {
    guard let page = pages[socket], let whereabouts = visitors[page.key]?.whereabouts else { return }
    let (place, link) = (whereabouts.place, whereabouts.link)
    // The pages that the browser saw before may have been somebody else's: no trail.
    visitors[person, default: Visitor(whereabouts: Whereabouts(place: place))].identity = identity
    let adopted = isFirst ? adopt(page.key, person, identity) : nil
    leave(socket, page.key)
    pages[socket]?.key = person
    visitors[person]?.pages.append(socket)
    visitors[person]?.whereabouts.arrived(at: place, by: link)
    show(socket, person, page.resume, adopted)
    guard let id = openTalk(of: person) else { return }
    attach([socket], to: id)
    talks[id]?.whereabouts.arrived(at: place, by: link)
    identify(id, identity)
  }

  /// Writes down that a secret belongs to a person; false when it did before, or when the person has too many.
  private mutating func bind(_ secret: VisitorID, to person: PersonID) -> Bool {
    guard secrets[secret] == nil, secretCounts[person, default: 0] < DomainLimits.secrets else { return false }
    know(secret, of: person)
    effects.append(.bind(secret, to: person))
    return true
  }

  /// A talk that a person took over from their browser, and its lines before that.
  private struct Adopted { let id: ConversationID, lines: Int }

  /// Gives the person what was said on this browser just before; the open talk only if they have none open.
  private mutating func adopt(_ browser: VisitorKey, _ person: VisitorKey, _ identity: Identity) -> Adopted? {
    var latest: Adopted?
    for id in ended where isFresh(id, of: browser) { latest = adopt(id, person, identity) }
    if let id = openTalk(of: browser), openTalk(of: person) == nil { latest = adopt(id, person, identity) }
    guard let latest, openTalk(of: person) == nil else { return latest }
    leaveTalk(person)
    visitors[person]?.talk = latest.id
    if talks[latest.id]?.phase.isEnded == false { shareTalk(latest.id, with: visitors[person]?.pages ?? []) }
    return latest
  }

  private func isFresh(_ id: ConversationID, of browser: VisitorKey) -> Bool {
    talks[id]?.reader == browser && talks[id]?.conversation.hasFreshWords(at: now) == true
  }

  private mutating func adopt(_ id: ConversationID, _ person: VisitorKey, _ identity: Identity) -> Adopted {
    if let old = talks[id]?.reader, visitors[old]?.talk == id { visitors[old]?.talk = nil }
    let lines = talks[id]?.conversation.lastSeq ?? 0
    talks[id]?.reader = person
    // Pages of the browser on which nobody was proved follow it no longer.
    talks[id]?.pages = []
    if talks[id]?.awaySince == nil { talks[id]?.awaySince = now }
    identify(id, identity)
    return Adopted(id: id, lines: lines)
  }

  /// Shows a talk to pages that did not follow it.
  private mutating func shareTalk(_ id: ConversationID, with pages: [SocketID]) {
    guard let talk = talks[id] else { return }
    tellVisitors(pages, .talk(visitorTalk(talk)))
    for page in pages { replay(talk, after: 0, to: page, as: .visitor) }
    attach(pages, to: id)
  }

  /// Shows a page that has become a person's what it may read now.
  private mutating func show(_ socket: SocketID, _ key: VisitorKey, _ resume: ResumePoint?, _ adopted: Adopted?) {
    let open = openTalk(of: key)
    if let talk = open.flatMap({ talks[$0] }) ?? resumed(key, resume) {
      tellVisitors([socket], .talk(visitorTalk(talk)))
    }
    guard let adopted, open == nil || open == adopted.id, let talk = talks[adopted.id] else {
      return replayMissed(socket, key, resume)
    }
    if open == nil { talks[adopted.id]?.pages.append(socket) }
    replay(talk, after: adopted.lines, to: socket, as: .visitor)
  }

  /// Records who this is when that is news to the talk, and shows the person again.
  mutating func identify(_ id: ConversationID, _ identity: Identity) {
    guard let talk = talks[id], identity != talk.conversation.identity else { return }
    write(.identified(identity), by: .visitor, to: id)
    talks[id]?.introduced = []
    touch(id, talk.phase.isEnded ? [] : [.summary, .introduction])
  }
}
