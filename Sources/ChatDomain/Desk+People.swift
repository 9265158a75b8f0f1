extension Desk {
  /// Records who this is when that is news to the talk, and shows the person again.
  mutating func identify(_ id: ConversationID, _ identity: Identity) {
    guard let talk = talks[id], outweighs(identity, talk.conversation.identity) else { return }
    write(.identified(identity), by: .visitor, to: id)
    talks[id]?.introduced = []
    touch(id, [.summary, .introduction])
  }

  func outweighs(_ identity: Identity, _ old: Identity?) -> Bool {
    guard let old else { return true }
    return identity != old && (identity.proof == .proved || old.proof == .claimed)
  }

  /// Remembers a browser of a proved person, and lets it join the person's open talk or the others join its own.
  mutating func linkBrowser(_ key: VisitorKey) {
    guard let person = person(of: key) else { return }
    people[person, default: Person()].browsers.append(key)
    guard let own = openTalk(of: key) else {
      if let shared = people[person]?.talk { join(key, shared) }
      return
    }
    linkTalk(own, of: person)
  }

  mutating func unlinkBrowser(_ key: VisitorKey) {
    guard let person = person(of: key) else { return }
    people[person]?.browsers.removeAll { $0 == key }
    if people[person]?.browsers.isEmpty == true, people[person]?.talk == nil { people[person] = nil }
  }

  /// Makes a talk the one that a person's browsers share; a talk that one of them has already stays its own.
  mutating func linkTalk(_ id: ConversationID, of person: PersonKey) {
    if let shared = people[person]?.talk, talks[shared]?.phase.isEnded == false { return }
    people[person, default: Person()].talk = id
    for browser in people[person]?.browsers ?? [] where openTalk(of: browser) == nil { join(browser, id) }
  }

  /// An ended talk is nobody's open talk any more.
  mutating func unlinkTalk(_ id: ConversationID) {
    guard let talk = talks[id] else { return }
    for key in [talk.browser] + talk.others {
      guard let person = person(of: key), people[person]?.talk == id else { continue }
      people[person]?.talk = nil
      if people[person]?.browsers.isEmpty == true { people[person] = nil }
    }
  }

  /// The proved person behind a browser.
  func person(of key: VisitorKey) -> PersonKey? {
    guard let identity = visitors[key]?.identity, identity.proof == .proved else { return nil }
    return PersonKey(site: key.site, person: identity.person)
  }

  /// A browser's pages follow one talk: before it takes up another they leave the ended one.
  mutating func leaveTalk(_ key: VisitorKey) {
    guard let visitor = visitors[key], let id = visitor.talk else { return }
    talks[id]?.pages.removeAll(where: visitor.pages.contains)
  }

  private mutating func join(_ key: VisitorKey, _ id: ConversationID) {
    guard let talk = talks[id], !talk.phase.isEnded, let pages = visitors[key]?.pages else { return }
    if !owns(key, talk) { talks[id]?.others.append(key) }
    leaveTalk(key)
    visitors[key]?.talk = id
    tellVisitors(pages, .talk(visitorTalk(talk)))
    for page in pages { replay(talk, after: 0, to: page, as: .visitor) }
    attach(pages, to: id)
  }
}
