import ChatDomain
import ChatWire
import EventLoops
import Logging
import Networking
import Primitives
import Storage
import WebSocketProtocol

extension DeskActor {
  /// Carries out what the desk asked for; every line before it is on disk.
  func perform(_ effect: DeskEffect) {
    switch effect {
    case .record: break
    case .tellVisitors(let sockets, let notice):
      if case .entry(let id, let entry) = notice, tell(entry, of: id, to: sockets) { return }
      if case .identified(_, .proved) = notice { holdUnbound(sockets) }
      guard let site = switchboard.site(of: sockets) else { return }
      switchboard.put(SharedText(VisitorWire.encode(notice, at: loop.calendar, site: site)), for: sockets)
    case .tellAgents(let sockets, let notice):
      if case .entry(let id, let entry) = notice, tell(entry, of: id, to: sockets) { return }
      let text = AgentWire.encode(notice, at: loop.calendar, settings: desk.settings)
      switchboard.put(SharedText(text), for: sockets)
    case .fetch(let conversation, let after, let through, let socket, let audience):
      fetch(conversation, after: after, through: through, to: socket, for: audience)
    case .recall(let point, let reader, let socket): recall(point, for: reader, to: socket)
    case .bind(let secret, let person): bind(secret, to: person)
    case .introduce(let acquaintance, let sockets): introduce(acquaintance, to: sockets)
    case .counted(_, let fate): metrics.counted(fate)
    case .callOut(let agents, let conversation, let ring):
      onCall.call(OnCall.Call(at: loop.calendar, conversation: conversation, ring: ring, agents: agents))
    case .hangUp(let socket, .signedOut):
      switchboard.connection(socket)?.post { $0.close(.notSignedIn, reason: CloseCode.notSignedIn.reason) }
    }
  }

  private func bind(_ secret: VisitorID, to person: PersonID) {
    bindings.begin(secret)
    archive.bind(secret, to: person) { [self] in post { $0.bound(secret) } }
  }

  /// Pages by whose secrets somebody was just proved are told nothing before that is on disk.
  private func holdUnbound(_ sockets: [SocketID]) {
    for socket in sockets {
      if let secret = desk.visitor(socket), bindings.holds(socket, of: secret) { switchboard.hold(socket) }
    }
  }

  private func bound(_ secret: VisitorID) {
    for socket in bindings.end(secret) { switchboard.release(socket) }
    switchboard.leave()
  }

  /// Tells a line that reads the same to both sides; false when it does not.
  private func tell(_ entry: Entry, of id: ConversationID, to sockets: [SocketID]) -> Bool {
    guard let text = told.text(of: entry, in: id, at: loop.calendar) else { return false }
    switchboard.put(text, for: sockets)
    return true
  }

  /// Writes a fact into the file of the person in this talk, says that it is kept or why not, and shows the card anew.
  func remember(
    _ text: String, in conversation: ConversationID, by agent: AgentID, on socket: SocketID, ref: MessageID?
  ) {
    guard let acquaintance = desk.acquaintance(of: conversation) else {
      return refuse(Refusal(.unknownTalk, ref: ref, conversation: conversation), to: socket)
    }
    archive.remember(text, of: acquaintance, by: agent, at: loop.calendar) { [self] result in
      post { desk in
        do throws(StorageError) {
          try result.get()
          if let ref { desk.deliver(.tellAgents([socket], .kept(conversation, ref: ref))) }
        } catch {
          desk.log.error("fact not kept", metadata: ["conversation": "\(conversation)", "error": "\(error)"])
          desk.refuse(Refusal(.notKept, ref: ref, conversation: conversation), to: socket)
        }
        desk.introduceAgain(acquaintance.person)
      }
    }
  }

  /// Shows a person's card anew wherever it is shown: something in their file is another.
  func introduceAgain(_ person: PersonID) {
    for (acquaintance, consoles) in desk.introductions(of: person) { introduce(acquaintance, to: consoles) }
  }

  func refuse(_ refusal: Refusal, to console: SocketID) {
    metrics.refused(refusal.code)
    deliver(.tellAgents([console], .refused(refusal)))
  }

  func introduce(_ acquaintance: Acquaintance, to sockets: [SocketID]) {
    archive.card(for: acquaintance) { [self] result in
      post { $0.show(result, of: acquaintance, to: sockets) }
    }
  }

  private func show(_ card: Result<PersonCard, StorageError>, of acquaintance: Acquaintance, to sockets: [SocketID]) {
    let conversation = acquaintance.conversation
    switch card {
    case .success(var card):
      card.standing = blocklist.contains(acquaintance.visitor) ? .blocked : .welcome
      deliver(.tellAgents(sockets, .card(conversation, card)))
    case .failure(let error): log.error("no card", metadata: ["conversation": "\(conversation)", "error": "\(error)"])
    }
  }

  private func fetch(
    _ conversation: ConversationID, after: Int, through: Int, to socket: SocketID, for audience: Audience
  ) {
    if audience == .visitor { return fetch(conversation, after: after, through: through, to: socket) }
    archive.lines(of: conversation, after: after, through: through) { [self] result in
      post { $0.show(result, of: conversation, after: after, to: socket, for: audience) }
    }
  }

  /// A visitor's page is sent lines of a file whose own lines say that it may read them.
  private func fetch(_ conversation: ConversationID, after: Int, through: Int, to socket: SocketID) {
    guard let reader = desk.reader(socket) else { return }
    archive.lines(of: conversation, through: through) { [self] result in
      if case .success(let lines) = result, !reader.mayRead(lines, of: conversation) { return }
      let missed = result.map { $0.filter { $0.seq > after } }
      post { $0.show(missed, of: conversation, after: after, to: socket, for: .visitor) }
    }
  }

  private func show(
    _ lines: Result<[Entry], StorageError>, of conversation: ConversationID, after: Int, to socket: SocketID,
    for audience: Audience
  ) {
    switch (lines, audience) {
    case (.success(let lines), .visitor):
      // The page may have become somebody else's while the file was read.
      guard desk.mayRead(socket, conversation) else { return }
      deliver(.tellVisitors([socket], .entries(conversation, after: after, lines)))
    case (.success(let lines), .agent): deliver(.tellAgents([socket], .entries(conversation, after: after, lines)))
    case (.failure(.unknown), .agent):
      deliver(.tellAgents([socket], .refused(Refusal(.unknownTalk, conversation: conversation))))
    case (.failure(let error), _):
      log.error("lines not read", metadata: ["conversation": "\(conversation)", "error": "\(error)"])
    }
  }

  // What was read from the files is on disk already: it stands behind nothing.
  func deliver(_ effect: DeskEffect) {
    perform(effect)
    switchboard.leave()
  }
}
