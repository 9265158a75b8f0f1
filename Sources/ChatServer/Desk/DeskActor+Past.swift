import ChatDomain
import ChatWire
import EventLoops
import Logging
import Networking
import Primitives
import Storage

/// A message is written once for ever: before words of somebody whose talks have left memory are taken, the files say
/// whether they stand there already (design 5.2). And before the first proof by a secret they say which talks it takes over.
extension DeskActor {
  /// Passes a visitor's words on, behind those before them.
  func hold(visitor socket: SocketID, saying mid: MessageID, _ text: String) {
    let words = HeldWords.Item.words(mid, text)
    if held.holds(socket) { return held.hold(words, of: socket) }
    guard let question = desk.past(wantedBy: socket, saying: mid) else {
      return happened(.visitorSaid(socket, mid, text))
    }
    // The first words of a visitor we do not know: they may begin a conversation, and cost a look into files.
    guard limits.allowsNewcomer(from: switchboard.network(of: socket), at: loop.now) else {
      metrics.refused(.tooFast)
      return deliver(.tellVisitors([socket], .refused(Refusal(.tooFast, ref: mid))))
    }
    held.hold(words, of: socket)
    past.lines(question) { [self] lines in post { $0.recalled(lines, by: socket) } }
  }

  /// A page says who its visitor is; counted for the visitor.
  func identified(_ event: DeskEvent, isProof: Bool, of visitor: VisitorID, on socket: SocketID) {
    // A proof that is given again on each page changes nothing; a claim that differs is a line each time.
    guard limits.allows(visitor, isProof ? .looks : .changes, at: loop.now) else {
      metrics.refused(.tooFast)
      return deliver(.tellVisitors([socket], .refused(Refusal(.tooFast, field: VisitorLimits.Kind.changes.command))))
    }
    identify(event, on: socket)
  }

  /// Passes on who a page says that its visitor is, behind the words before.
  private func identify(_ event: DeskEvent, on socket: SocketID) {
    guard !held.holds(socket) else { return held.hold(.identity(event), of: socket) }
    guard let question = question(event, of: socket) else { return happened(event) }
    held.hold(.identity(event), of: socket)
    past.beforeProof(question) { [self] past in post { $0.found(past, to: question, by: socket) } }
  }

  private func question(_ event: DeskEvent, of socket: SocketID) -> ProofQuestion? {
    guard case .visitorIdentified(_, let identity, by: _) = event else { return nil }
    return desk.past(wantedBy: socket, proving: identity)
  }

  private func found(_ past: ProofPast, to question: ProofQuestion, by socket: SocketID) {
    guard case .identity(let event)? = held.first(of: socket) else { return }
    // What the files said may have changed meanwhile.
    guard self.question(event, of: socket) == question else { return passAgain(socket) }
    switch past {
    case .theirs: desk.know(question.secret, of: question.person)
    case .first(let talks):
      if secrets.holds(socket) { return }
      if !talks.isEmpty { happened(.talksRecalled(talks)) }
    }
    letGo(socket)
  }

  /// People's files are all read: to whom these secrets belong; proofs that waited for that are taken.
  func know(_ proofs: [OldSecrets.Proof]) {
    for proof in proofs { desk.know(proof.secret, of: proof.person) }
    for socket in secrets.complete() { passAgain(socket) }
  }

  private func passAgain(_ socket: SocketID) {
    for item in held.drop(socket) { pass(item, of: socket) }
  }

  private func pass(_ item: HeldWords.Item, of socket: SocketID) {
    switch item {
    case .words(let mid, let text): hold(visitor: socket, saying: mid, text)
    case .identity(let event): identify(event, on: socket)
    }
  }

  /// Takes the first thing that was held of a page, about which the files were asked; the others follow.
  private func letGo(_ socket: SocketID) {
    let items = held.drop(socket)
    switch items.first {
    case .words(let mid, let text): happened(.visitorSaid(socket, mid, text))
    case .identity(let event): happened(event)
    case nil: return
    }
    for item in items.dropFirst() { pass(item, of: socket) }
  }

  /// Shows a page what it misses of a talk that has left memory; whoever may not read it learns nothing.
  func recall(_ point: ResumePoint, for reader: VisitorKey, to socket: SocketID) {
    let isLookedUp = resumes.lines(of: point.conversation, for: reader) { [self] lines in
      guard reader.mayRead(lines, of: point.conversation) else { return }
      let isHeld = lines.contains { $0.seq == point.seq && $0.mid == point.mid }
      let after = isHeld ? point.seq : 0
      let notice = VisitorNotice.entries(point.conversation, after: after, lines.filter { $0.seq > after })
      // The page may have become somebody else's while the file was read.
      post { if $0.desk.reader(socket) == reader { $0.deliver(.tellVisitors([socket], notice)) } }
    }
    guard !isLookedUp else { return }
    metrics.refused(.tooFast)
    deliver(.tellVisitors([socket], .refused(Refusal(.tooFast, conversation: point.conversation, field: "resume"))))
  }

  private func recalled(_ lines: PastLines, by socket: SocketID) {
    guard held.holds(socket) else { return }
    happened(.visitorRecalled(socket, lines))
    letGo(socket)
  }

  /// An agent wrote, perhaps again in a talk that has left memory.
  func agentWrote(_ act: TalkAct, _ agent: AgentID, in talk: ConversationID, on socket: SocketID) {
    let event = DeskEvent.agent(socket, talk, act)
    guard !desk.holds(talk), let (mid, fact) = act.line else { return happened(event) }
    archive.lines(of: talk) { [self] result in
      var line: KnownLine?
      switch result {
      case .success(let lines): line = lines.first { $0.mid == mid }.map { KnownLine($0) }
      case .failure(.unknown): break
      // Without the file nobody knows whether these words stand there: they are neither acked nor called too late.
      case .failure(let error):
        log.error("lines not read", metadata: ["conversation": "\(talk)", "error": "\(error)"])
        return post { $0.refuse(Refusal(.notKept, ref: mid, conversation: talk), to: socket) }
      }
      let known = line
      post { desk in
        guard let line = known, line.holds(fact, by: .agent(agent)) else { return desk.happened(event) }
        desk.deliver(.tellAgents([socket], .ack(talk, mid, seq: line.seq, at: line.at)))
      }
    }
  }
}
