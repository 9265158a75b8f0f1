package import Primitives

/// One conversation, from its first message to its end, folded from its lines.
///
/// The same fold serves the desk, a restart, printing and checking: any line is taken without a trap, and the state
/// after it depends on the lines alone.
package struct Conversation: Equatable, Sendable {
  /// Its name: the id of its first message.
  package let id: ConversationID
  /// What goes on.
  package private(set) var phase = Phase.waiting(.nobodyHere)
  /// The last line's number; 0 before the first.
  package private(set) var lastSeq = 0
  /// The latest lines, oldest first, at least `DomainLimits.recentEntries` of them when there are as many.
  package private(set) var recent: [Entry] = []
  /// What was known when it began; nil before line 1.
  package var opening: Opening? { if case .opened(let opening)? = beginning { opening } else { nil } }
  /// When the first words came: the ring clock's zero.
  package private(set) var since = Instant(milliseconds: 0)
  /// The same by the calendar, as line 1 has it.
  package private(set) var begun = Instant(milliseconds: 0)
  /// When anybody last wrote, or when it began.
  package private(set) var lastSpoken = Instant(milliseconds: 0)
  /// When the last line was written, by the calendar; the next one is not before it.
  package private(set) var lastAt = Instant(milliseconds: .min)
  /// How far the calendar was ahead of the clock of all other times here when the last line was written.
  package private(set) var ahead: Milliseconds
  /// Who this is, as far as the conversation says.
  package var identity: Identity? { if case .identified(let identity)? = identification { identity } else { nil } }
  /// Whose it is; nil before line 1.
  package private(set) var owner: Owner?
  /// How many rings went out since an agent's last words.
  package private(set) var rings = 0
  /// The last words by anybody, shortened.
  package private(set) var lastWords: LastWords?
  /// When the oldest words of the visitor came that no agent has answered; nil when none are open.
  package private(set) var unansweredSince: Instant?
  /// How the first words of an agent came, or that none will be counted.
  package private(set) var answer = Answer.none
  /// When somebody first picked up, be it in vain; nil when nobody did before the answer was known.
  package private(set) var firstPickUp: Instant?
  /// Who is in it beside the agent who has it, and who has been asked in.
  package private(set) var company = Company()
  /// The agent who wrote last.
  package private(set) var lastAgent: AgentID?
  /// The lines that somebody named, once there are more than a few; the other names follow from their numbers.
  private var known: [MessageID: KnownLine] = [:]
  /// The facts of the first line, and of the last one that said who this is: what they tell is shared with the lines.
  private var beginning: Fact?, identification: Fact?

  /// So many lines are looked through in `recent` as fast as a table tells them apart, and most talks have no more.
  private static let few = 8

  /// Begins a fold of so many lines, when that is known; the calendar is `ahead` of the clock of its times.
  package init(id: ConversationID, expecting lines: Int = 0, ahead: Milliseconds = Milliseconds(0)) {
    (self.id, self.ahead) = (id, ahead)
    if lines > Self.few { known.reserveCapacity(lines) }
    recent.reserveCapacity(Swift.min(lines, 2 * DomainLimits.recentEntries))
  }

  /// Whether and when a person answered, for the ring histogram.
  package enum Answer: Equatable, Sendable {
    /// Not yet.
    case none
    /// An agent's first words came then.
    case words(at: Instant, by: AgentID)
    /// The visitor had gone before, or the conversation was ended without a word to them.
    case hungUp(at: Instant)
  }

  /// What became of a line.
  package enum Outcome: Equatable, Sendable {
    /// It is part of the state now.
    case applied
    /// It was there already.
    case repeated
    /// Lines before it are missing; nothing changed.
    case gap(expected: Int)
  }

  /// Takes the next line.
  @discardableResult package mutating func apply(_ entry: Entry) -> Outcome {
    guard entry.seq > lastSeq else { return .repeated }
    guard entry.seq == lastSeq &+ 1 else { return .gap(expected: lastSeq &+ 1) }
    lastSeq = entry.seq
    (ahead, lastAt) = (ahead + entry.step, max(lastAt, entry.at))
    remember(entry)
    know(entry)
    fold(entry, at: entry.at - ahead)
    return .applied
  }

  /// Whether that agent is in the talk: has it, or helps in it.
  package func includes(_ agent: AgentID) -> Bool { phase.agent == agent || company.helpers.contains(agent) }

  /// The names that the authors of lines gave them.
  package var mids: [MessageID] { isShort ? recent.filter { !isDesk($0) }.map(\.mid) : Array(known.keys) }

  /// The line of that name; nil when there is none.
  package func line(_ mid: MessageID) -> KnownLine? {
    guard isShort else { return known[mid] ?? deskLine(mid) }
    guard let entry = recent.first(where: { $0.mid == mid }) else { return nil }
    return isDesk(entry) ? KnownLine(ofDesk: entry.seq, at: begun) : KnownLine(entry)
  }

  /// Whether no author may give a line this name: it is one that the desk gives its own lines, now or later.
  package func isReserved(_ mid: MessageID) -> Bool { id.number(ofLine: mid) != nil }

  private var isShort: Bool { lastSeq <= Self.few }

  /// Whether the line's name follows from its number.
  private func isDesk(_ entry: Entry) -> Bool { entry.mid == id.line(entry.seq) }

  private func deskLine(_ mid: MessageID) -> KnownLine? {
    guard let seq = id.number(ofLine: mid), seq <= lastSeq else { return nil }
    return known.values.contains { $0.seq == seq } ? nil : KnownLine(ofDesk: seq, at: begun)
  }

  /// The lines after `seq` when memory holds all of them; nil: they are in the file.
  package func lines(after seq: Int) -> ArraySlice<Entry>? {
    let missing = lastSeq &- Swift.max(0, seq)
    guard missing > 0 else { return [] }
    return missing <= recent.count ? recent.suffix(missing) : nil
  }

  /// From where somebody must be told who holds lines up to `point`: 0 when what they hold is not ours.
  package func start(for point: ResumePoint) -> Int {
    guard point.seq > 0, let mid = point.mid, line(mid)?.seq == point.seq else { return 0 }
    return point.seq
  }
}

extension Conversation {
  private mutating func remember(_ entry: Entry) {
    // Its beginning, words, ring, pick-up and answer, and one more: doubled from one there would be room for eight.
    if recent.isEmpty { recent.reserveCapacity(6) }
    recent.append(entry)
    // Cutting half of twice as many costs less than shifting them all for each line.
    if recent.count >= 2 * DomainLimits.recentEntries { recent.removeFirst(DomainLimits.recentEntries) }
  }

  private mutating func know(_ entry: Entry) {
    if lastSeq == Self.few + 1 { recent.forEach { name($0) } } else if !isShort { name(entry) }
  }

  // A name belongs to the line that had it first: folders of older servers hold it twice.
  private mutating func name(_ entry: Entry) {
    if !isDesk(entry), known[entry.mid] == nil { known[entry.mid] = KnownLine(entry) }
  }

  private mutating func fold(_ entry: Entry, at moment: Instant) {
    switch entry.fact {
    case .opened(let opening):
      (beginning, since, begun, lastSpoken) = (entry.fact, moment, entry.at, moment)
      owner = .browser(opening.visitor)
    case .said(let body): said(body.text, entry, moment)
    case .noted: break
    case .identified(let identity):
      identification = entry.fact
      owner = owner?.after(identity)
    case .hungUp:
      giveUp(at: moment)
      move(to: .waiting(.visitorAway))
    case .rang(let ring, let agents):
      rings = ring
      move(to: .ringing(ring: ring, since: moment, agents: agents))
    case .waited(let why): move(to: .waiting(why))
    case .pickedUp(let ring):
      if answer == .none { firstPickUp = firstPickUp ?? moment }
      if case .agent(let agent) = entry.by { move(to: .active(agent, ring: ring, since: moment, .silent)) }
    case .invited, .joined, .uninvited, .left: foldCompany(entry, at: moment)
    case .released(_, _, let heir): if let heir { pass(to: heir.id) } else { move(to: .waiting(.nobodyHere)) }
    case .ended(let why): end(why, at: moment)
    }
  }

  private mutating func foldCompany(_ entry: Entry, at moment: Instant) {
    guard let owner = phase.agent else { return }
    switch (entry.fact, entry.by) {
    case (.invited(let colleague, let part, let body), .agent(let agent)):
      company.asked(Invitation(colleague: colleague, by: agent, part: part, text: body.text, at: moment))
      if part == .owner { said(body.text, entry, moment) }
    case (.joined(.helping), .agent(let agent)): if agent != owner { company.joined(agent) }
    case (.joined(.takingOver), .agent(let agent)): if agent != owner { pass(to: agent, helpedBy: owner) }
    case (.uninvited(let colleague, _, _), _): company.answered(by: colleague.id)
    case (.left(let agent), _): company.left(agent.id)
    default: break
    }
  }

  /// The talk goes from hand to hand; it is the same talk, picked up when it was.
  private mutating func pass(to agent: AgentID, helpedBy former: AgentID? = nil) {
    guard case .active(_, let ring, let since, let voice) = phase else { return }
    phase = .active(agent, ring: ring, since: since, voice)
    company.owned(by: agent, after: former)
  }

  private mutating func said(_ text: String, _ entry: Entry, _ moment: Instant) {
    lastWords = LastWords(by: entry.by, text: shortened(text), at: entry.at)
    lastSpoken = moment
    switch entry.by {
    case .visitor: unansweredSince = unansweredSince ?? moment
    case .agent(let agent): answered(by: agent, at: moment)
    case .desk: break
    }
  }

  private mutating func answered(by agent: AgentID, at now: Instant) {
    unansweredSince = nil
    rings = 0
    lastAgent = agent
    if answer == .none { answer = .words(at: now, by: agent) }
    if case .active(let owner, let ring, let since, .silent) = phase {
      phase = .active(owner, ring: ring, since: since, .heard)
    }
  }

  private mutating func move(to next: Phase) {
    if phase.isEnded { return }
    (phase, company) = (next, Company())
  }

  private mutating func giveUp(at now: Instant) {
    if answer == .none { answer = .hungUp(at: now) }
  }

  private mutating func end(_ why: Ending, at now: Instant) {
    giveUp(at: now)
    move(to: .ended(why, at: now))
    recent = Array(recent.suffix(DomainLimits.endedEntries))
  }
}

extension Conversation {
  /// Tells its times by a clock of which the calendar is `ahead`, and which shows `now`: no line was written later.
  mutating func retime(ahead: Milliseconds, now: Instant) {
    let last = min(lastAt - ahead, now)
    let shift = last - (lastAt - self.ahead)
    self.ahead = lastAt - last
    guard shift.count != 0 else { return }
    (since, lastSpoken) = (since + shift, lastSpoken + shift)
    (unansweredSince, firstPickUp) = (unansweredSince.map { $0 + shift }, firstPickUp.map { $0 + shift })
    company.retime(by: shift)
    phase = phase.retimed(by: shift)
    switch answer {
    case .none: break
    case .words(let at, let agent): answer = .words(at: at + shift, by: agent)
    case .hungUp(let at): answer = .hungUp(at: at + shift)
    }
  }

  /// When it ended; nil while it is open.
  var end: Instant? { if case .ended(_, let at) = phase { at } else { nil } }

  /// Whether its last words are so new that the first person proved on its browser takes them over.
  package func hasFreshWords(at now: Instant) -> Bool {
    lastWords != nil && now - lastSpoken < DomainLimits.adopted
  }
}

/// At most `DomainLimits.summary` characters; most messages are shorter and are not walked.
private func shortened(_ text: String) -> String {
  guard text.utf8.count > DomainLimits.summary else { return text }
  // One character may be built of thousands of code points, so bytes are bounded first.
  return String(text.cut(to: 4 * DomainLimits.summary).prefix(DomainLimits.summary))
}
