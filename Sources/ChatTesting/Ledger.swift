package import ChatDomain

/// Reads every effect of a desk as the shell would and notes whatever breaks a promise.
package struct Ledger: Sendable {
  /// Every conversation, folded from its recorded lines alone.
  package private(set) var conversations: [ConversationID: Conversation] = [:]
  /// The recorded lines of each conversation.
  package private(set) var lines: [ConversationID: [Entry]] = [:]
  /// Every conversation in order of its first line.
  package private(set) var begun: [ConversationID] = []
  /// How many conversations have not ended.
  package private(set) var open = 0
  /// Promises broken so far, in words.
  package private(set) var violations: [String] = []
  /// How the conversations began that were counted.
  package private(set) var fates: [ConversationID: Fate] = [:]
  private var mids: Set<MessageID> = []
  private var seen: [ConversationID: Int] = [:]

  private var ended: [ConversationID] = []
  private let endedKept: Int

  /// Nothing recorded yet; of ended conversations at least so many are kept, so that a long play fits into memory.
  package init(keepingEnded endedKept: Int = .max / 2) { self.endedKept = endedKept }

  /// Takes effects in their order.
  package mutating func read(_ effects: [DeskEffect]) {
    for effect in effects { read(effect) }
  }

  /// Notes a broken promise that somebody else saw.
  package mutating func note(_ violation: String) { violations.append(violation) }

  private mutating func read(_ effect: DeskEffect) {
    switch effect {
    case .record(let id, let entry): record(id, entry)
    case .tellVisitors(let sockets, let notice):
      if sockets.isEmpty { note("a notice for nobody: \(notice)") }
      if Set(sockets).count != sockets.count { note("a notice goes twice to one page: \(notice)") }
      readVisitors(notice)
    case .tellAgents(let sockets, let notice):
      if sockets.isEmpty { note("a notice for nobody: \(notice)") }
      if Set(sockets).count != sockets.count { note("a notice goes twice to one console: \(notice)") }
      readAgents(notice)
    case .fetch(let id, let after, let through, _, _):
      if through != .max, after >= through || through > lines[id]?.count ?? 0 { note("fetches what is not there") }
    case .introduce(_, let sockets): if sockets.isEmpty { note("introduces to nobody") }
    case .counted(let id, let fate): counted(id, fate)
    case .callOut(let agents, _, _): if agents.isEmpty { note("calls nobody") }
    case .recall, .bind, .hangUp: break
    }
  }

  private mutating func end(_ id: ConversationID) {
    open -= 1
    ended.append(id)
    guard ended.count >= 2 * endedKept else { return }
    for id in ended.prefix(endedKept) { forget(id) }
    ended.removeFirst(endedKept)
    begun.removeAll { conversations[$0] == nil }
  }

  private mutating func forget(_ id: ConversationID) {
    mids.subtract(lines[id]?.map(\.mid) ?? [])
    (conversations[id], lines[id], fates[id], seen[id]) = (nil, nil, nil, nil)
  }

  /// The violations since this was asked last.
  package mutating func takeViolations() -> [String] {
    defer { violations = [] }
    return violations
  }

  private mutating func counted(_ id: ConversationID, _ fate: Fate) {
    if fates.updateValue(fate, forKey: id) != nil { note("\(id) is counted twice") }
    guard let conversation = conversations[id] else { return note("\(id) is counted before its lines") }
    if conversation.answer == .none { note("\(id) is counted before its answer") }
    if conversation.since != fate.since { note("\(id) is counted by another clock") }
  }

  private mutating func record(_ id: ConversationID, _ entry: Entry) {
    if !mids.insert(entry.mid).inserted { note("\(entry.mid) is recorded twice") }
    if entry.seq == 1 {
      open += 1
      begun.append(id)
    }
    if case .ended = entry.fact { end(id) }
    if conversations[id]?.phase.isEnded == true, !isIdentification(entry) { note("a line after the end of \(id)") }
    if let last = lines[id]?.last?.at, entry.at < last { note("line \(entry.seq) of \(id) is before its last") }
    let outcome = conversations[id, default: Conversation(id: id)].apply(entry)
    if outcome != .applied { note("line \(entry.seq) of \(id): \(outcome)") }
    lines[id, default: []].append(entry)
  }

  private mutating func readVisitors(_ notice: VisitorNotice) {
    switch notice {
    case .entry(let id, let entry): delivered(id, [entry], after: entry.seq - 1)
    case .entries(let id, let after, let entries): delivered(id, entries, after: after)
    case .ack(let id, let mid, let seq, _): acked(id, mid, seq)
    case .talk(let talk): state(talk)
    case .welcome(_, let talk): talk.map { state($0) }
    case .seen(let id, let seq): if seq > lines[id]?.count ?? 0 { note("seen beyond the last line") }
    case .identified, .typing, .here, .refused: break
    }
  }

  /// A person who is proved soon after the end takes the talk over.
  private func isIdentification(_ entry: Entry) -> Bool { if case .identified = entry.fact { true } else { false } }

  private mutating func readAgents(_ notice: AgentNotice) {
    switch notice {
    case .entry(let id, let entry): delivered(id, [entry], after: entry.seq - 1)
    case .entries(let id, let after, let entries): delivered(id, entries, after: after)
    case .ack(let id, let mid, let seq, _): acked(id, mid, seq)
    case .talk(let talk): if talk.seq != lines[talk.conversation]?.count { note("a summary of other lines") }
    case .seen(let id, let seq): if seq > lines[id]?.count ?? 0 { note("seen beyond the last line") }
    case .welcome, .ring, .invitation, .taken, .typing, .kept, .card, .team, .promise, .refused: break
    }
  }

  private mutating func delivered(_ id: ConversationID, _ entries: [Entry], after: Int) {
    for (index, entry) in entries.enumerated() {
      if entry.seq != after + 1 + index { note("lines out of order") }
      if lines[id]?.dropFirst(entry.seq - 1).first != entry {
        note("line \(entry.seq) of \(id) was not recorded before")
      }
    }
  }

  private mutating func acked(_ id: ConversationID, _ mid: MessageID, _ seq: Int) {
    if lines[id]?.dropFirst(seq - 1).first?.mid != mid { note("acks \(mid), which is not recorded") }
  }

  private mutating func state(_ talk: VisitorTalk) {
    if talk.seq != lines[talk.conversation]?.count { note("a state of other lines") }
    let before = seen[talk.conversation] ?? 0
    if talk.seenByAgent < before { note("seen goes back") }
    seen[talk.conversation] = talk.seenByAgent
  }

  /// After a restart marks start over: clients announce them again.
  package mutating func forgetMarks() { seen = [:] }
}
