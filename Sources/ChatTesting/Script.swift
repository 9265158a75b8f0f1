package import ChatDomain
package import Primitives

/// A desk on a stage: people by name, a clock that only moves when told, and everything that was said.
///
/// A copy has the same desk.
package struct Script {
  /// The desk under test.
  package private(set) var desk: Desk
  /// The moment.
  package private(set) var now = Instant(milliseconds: 1_795_356_000_000)
  /// What was recorded, and which promises were broken.
  package private(set) var ledger = Ledger()
  /// What each page was told.
  package private(set) var pages: [SocketID: [VisitorNotice]] = [:]
  /// What each console was told.
  package private(set) var consoles: [SocketID: [AgentNotice]] = [:]
  /// Who was called while on call.
  package private(set) var calls: [Call] = []
  /// Whom the desk wanted introduced, to which consoles.
  package private(set) var introductions: [Acquaintance] = []
  /// Whether consoles acknowledge what rings there; a lid that was closed doesn't.
  package var hearing = Hearing.all
  private var secrets: [(VisitorID, PersonID)] = []
  private var sockets: UInt64 = 0
  private var messages: UInt64 = 0

  /// A call to people who are on call.
  package struct Call: Equatable, Sendable {
    /// Whom, for which talk, after how many rings.
    package let agents: [AgentID], conversation: ConversationID, ring: Int

    /// Puts the facts side by side.
    package init(agents: [AgentID], conversation: ConversationID, ring: Int) {
      (self.agents, self.conversation, self.ring) = (agents, conversation, ring)
    }
  }

  /// Which consoles sound a ring.
  package enum Hearing: Sendable {
    /// Every one.
    case all
    /// Every one but these.
    case but([SocketID])

    func hears(_ console: SocketID) -> Bool { if case .but(let deaf) = self { !deaf.contains(console) } else { true } }
  }

  /// An empty stage.
  package init(settings: DeskSettings = DeskSettings()) { desk = Desk(settings: settings) }

  /// The site everybody is on.
  package static var site: SiteID { slug("shop") }

  /// Plays an event now.
  @discardableResult package mutating func play(_ event: DeskEvent) -> [DeskEffect] {
    take(desk.handle(event, at: now))
  }

  /// Lets time pass; what is due happens at its moment.
  package mutating func wait(_ span: Milliseconds) {
    let end = now + span
    var passes = 0
    while let deadline = desk.nextDeadline, deadline <= end {
      // A long line is looked at in several passes of one moment.
      passes = deadline <= now ? passes + 1 : 0
      if passes > 1_000 { return ledger.note("a deadline stays in the past") }
      now = max(now, deadline)
      take(desk.pass(now))
    }
    now = end
  }

  /// The server goes down and comes back with what is on disk.
  package mutating func restart() {
    let conversations = ledger.conversations.values.sorted { $0.id < $1.id }
    // The clock of a new process begins with the calendar.
    now = now + desk.ahead
    desk = Desk(settings: desk.settings)
    ledger.forgetMarks()
    for (secret, person) in secrets { desk.know(secret, of: person) }
    for conversation in conversations { desk.restore(conversation, at: now) }
    take(desk.pass(now))
  }

  /// Notes a broken promise.
  package mutating func note(_ violation: String) { ledger.note(violation) }

  @discardableResult private mutating func take(_ effects: [DeskEffect]) -> [DeskEffect] {
    ledger.read(effects)
    for effect in effects {
      switch effect {
      case .tellVisitors(let sockets, let notice): for socket in sockets { pages[socket, default: []].append(notice) }
      case .tellAgents(let sockets, let notice): for socket in sockets { consoles[socket, default: []].append(notice) }
      case .introduce(let whom, _): introductions.append(whom)
      case .callOut(let agents, let id, let ring): calls.append(Call(agents: agents, conversation: id, ring: ring))
      case .bind(let secret, let person): secrets.append((secret, person))
      case .record, .fetch, .recall, .counted, .hangUp: break
      }
    }
    for effect in effects {
      switch effect {
      case .tellAgents(let sockets, .ring(let id, let ring, _, _)): hear(sockets, id, ring)
      case .tellAgents(let sockets, .invitation(let id, _, _)): hear(sockets, id, 0)
      default: break
      }
    }
    return effects
  }

  private mutating func hear(_ sockets: [SocketID], _ id: ConversationID, _ ring: Int) {
    for console in sockets where hearing.hears(console) { play(.agent(console, id, .heard(ring: ring))) }
  }

  /// A socket nobody has had.
  package mutating func nextSocket() -> SocketID {
    sockets += 1
    return SocketID(sockets)
  }

  /// A message id nobody has had.
  package mutating func nextMessage() -> MessageID {
    messages += 1
    return MessageID(at: now, random: (messages, 0))
  }
}

/// A name that must be one.
package func slug<Kind>(_ text: String) -> Slug<Kind> {
  guard let slug = Slug<Kind>(text) else { preconditionFailure("\(text) is no slug") }
  return slug
}
