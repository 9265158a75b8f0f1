extension Desk {
  /// What must be read from the files before this page's words can be told from words that are sent again; nil: nothing.
  package func past(wantedBy socket: SocketID, saying mid: MessageID) -> PastQuestion? {
    guard let page = lobby.pages[socket] else { return nil }
    let visitor = page.visitor
    // What would open a conversation must not bear the name of an old one, whoever's that is.
    let isAsked = visitor.isPastUnread || visitor.openTalk == nil && talks.talk(knowing: mid) == nil
    guard isAsked else { return nil }
    var person = PersonID(visitor: page.browser)
    if case .person(let proved) = visitor.key.owner { person = proved }
    return PastQuestion(
      reader: visitor.key, visitor: page.browser, person: person, resumed: page.resume.map(\.conversation), mid: mid)
  }

  /// What must be read from the files before this page's proof is taken; nil: nothing, the secret is somebody's already.
  package func past(wantedBy socket: SocketID, proving identity: Identity) -> ProofQuestion? {
    guard identity.proof == .proved, let page = lobby.pages[socket], lobby.secrets[page.browser] == nil else {
      return nil
    }
    let browser = VisitorKey(site: page.visitor.key.site, owner: .browser(page.browser))
    return ProofQuestion(browser: browser, secret: page.browser, person: identity.person, erasures: erasures)
  }

  /// Whether the conversation is in memory; of one that is not, the file knows the lines.
  package func holds(_ id: ConversationID) -> Bool { talks[id] != nil }

  func visitorRecalled(_ socket: SocketID, _ past: PastLines) {
    if let page = lobby.pages[socket] { page.visitor.past = .read(past) }
  }

  /// Acks words that stand in a conversation of the browser's past; false when they don't.
  func saidLongAgo(_ socket: SocketID, _ visitor: Visitor, _ mid: MessageID, _ text: String) -> Bool {
    guard case .read(let past) = visitor.past, let place = past.place(of: mid) else { return false }
    acknowledgeAgain(socket, place.conversation, mid, text, place.isTheirs ? place.line : nil)
    return true
  }
}
