import ChatDomain
import ChatTesting
import Primitives

/// Random people at one desk.
///
/// Everything follows from the seed.
struct Simulation {
  var script = Script(settings: DeskSettings(attention: .seconds(60)))
  private(set) var effects: [DeskEffect] = []
  var random: Seeded
  var agents: [Employee]
  /// When each agent's last console went, as far as it has not come back.
  var gone: [AgentID: Instant] = [:]
  private var visitors: [Browser]
  private var isDiskFull = false
  private(set) var onCall: Set<AgentID> = []

  struct Browser {
    var number: UInt64
    var pages: [SocketID] = []
    var said: [(MessageID, String)] = []
  }

  struct Employee {
    var name: String
    var capacity: Int
    var consoles: [SocketID] = []
  }

  init(seed: UInt64) {
    random = Seeded(seed)
    visitors = (1...6).map { Browser(number: $0) }
    let capacity = Int(random.next() % 3) + 1
    agents = ["anna", "ben", "cleo", "dora"].prefix(Int(random.next() % 4) + 1).map {
      Employee(name: $0, capacity: capacity)
    }
  }

  mutating func run(steps: Int) {
    for _ in 0..<steps where script.ledger.violations.isEmpty { step() }
    checkHands()
  }

  private mutating func step() {
    let deaf = random.next() % 12
    script.hearing = .but(agents.flatMap(\.consoles).filter { $0.number % 4 == deaf })
    script.wait(.milliseconds(Int64(random.next() % 16 == 0 ? random.next() % 90_000 : random.next() % 3_000)))
    // Long enough for a talk to rest, answered or not.
    if random.next() % 64 == 0 { script.wait(.seconds(Int64(random.next() % 1_200))) }
    switch random.next() % 100 {
    case 0: restart()
    case 99: changeRoster()
    case 1: diskFills(random.next() % 4 == 0)
    case 2..<52: visitorActs(Int(random.next() % UInt64(visitors.count)))
    default: agentActs(Int(random.next() % UInt64(agents.count)))
    }
    check()
  }

  @discardableResult mutating func play(_ event: DeskEvent) -> [DeskEffect] {
    let effects = script.play(event)
    self.effects.append(contentsOf: effects)
    return effects
  }

  mutating func note(_ violation: String) { script.note(violation) }

  private mutating func diskFills(_ isFull: Bool) {
    isDiskFull = isFull
    play(.diskFilled(isFull: isFull))
  }

  /// Anybody may be put on call or taken off it while talks ring.
  private mutating func changeRoster() {
    let shift = Shift(days: [Int(random.next() % 7)], start: Int(random.next() % 1_440))
    onCall = Set(agents.map { slug($0.name) }.filter { _ in random.next() % 3 == 0 })
    play(.rosterChanged(Roster(onCall: onCall, shifts: [slug(agents[0].name): [shift]])))
  }

  private mutating func restart() {
    (isDiskFull, gone, onCall) = (false, [:], [])
    script.restart()
    for index in visitors.indices { visitors[index].pages = [] }
    for index in agents.indices { agents[index].consoles = [] }
  }

  private mutating func visitorActs(_ index: Int) {
    guard let page = visitors[index].pages.randomElement(using: &random) else { return visitorComes(index) }
    switch random.next() % 16 {
    case 0: visitorComes(index)
    case 1, 2:
      visitors[index].pages.removeAll { $0 == page }
      play(.visitorLeft(page))
    case 3: play(.visitorTyped(page, isTyping: random.next() % 2 == 0))
    case 4: play(.visitorSaw(page, seq: Int(random.next() % 40) - 2))
    case 5: play(.visitorWent(page, Page(url: "https://shop.example/p\(random.next() % 5)", title: "P")))
    case 6: play(.visitorIdentified(page, identity()))
    case 7: play(.visitorMissed(page, after: Int(random.next() % 40) - 2))
    case 8: repeats(index, page)
    default: visitorSays(index, page)
    }
  }

  private mutating func visitorComes(_ index: Int) {
    let socket = script.nextSocket()
    visitors[index].pages.append(socket)
    play(.visitorCame(socket, Script.arrival(visitors[index].number, resume: point())))
  }

  private mutating func visitorSays(_ index: Int, _ page: SocketID) {
    let mid = script.nextMessage()
    let text = random.next() % 20 == 0 ? " " : "words \(random.next() % 1_000)"
    visitors[index].said.append((mid, text))
    play(.visitorSaid(page, mid, text))
  }

  /// Sends something again, now and then with other words.
  private mutating func repeats(_ index: Int, _ page: SocketID) {
    guard let (mid, text) = visitors[index].said.last else { return }
    play(.visitorSaid(page, mid, random.next() % 4 == 0 ? text + "!" : text))
  }

  private mutating func agentActs(_ index: Int) {
    guard let console = agents[index].consoles.randomElement(using: &random) else { return agentComes(index) }
    let (talk, act) = (anyTalk(), random.next() % 52)
    // Whoever does something is there; the shell says so first.
    if act != 22 { play(.agentAnswered(console)) }
    switch act {
    case 0: agentComes(index)
    case 1:
      agents[index].consoles.removeAll { $0 == console }
      play(.agentLeft(console))
    case 2: play(.agentTurnedBell(console, isOn: random.next() % 4 != 0))
    case 25: play(.agentActive(console))
    case 3..<10: play(.agent(console, talk, .pickUp))
    case 10, 11: play(.agent(console, talk, .decline))
    case 12: play(.agent(console, talk, .note(script.nextMessage(), "note")))
    case 13: play(.agent(console, talk, .type(isTyping: random.next() % 2 == 0)))
    case 14: play(.agent(console, talk, .see(seq: Int(random.next() % 40) - 2)))
    case 15: play(.agent(console, talk, .open(after: Int(random.next() % 20) - 2)))
    case 16: play(.agent(console, talk, .close))
    case 17, 18: play(.agent(console, talk, .end))
    case 19: if random.next() % 8 == 0 { remove(index) }
    case 21: play(.agent(console, talk, .heard(ring: Int(random.next() % 4))))
    case 22: play(.agentFellSilent(console))
    case 23, 24: play(.agentAnswered(console))
    case 20: play(.agentRenamed(Profile(id: slug(agents[index].name), name: "N\(random.next() % 9)")))
    case 26..<42: introduces(index, console, talk)
    default: agentSays(index, console, talk)
    }
  }

  /// Who is in a talk may speak, and nobody else while somebody has it.
  private mutating func agentSays(_ index: Int, _ console: SocketID, _ talk: ConversationID) {
    let before = script.desk.conversation(talk)
    let isIn = before?.includes(slug(agents[index].name)) == true
    let mid = script.nextMessage()
    let effects = play(.agent(console, talk, .say(mid, "answer \(random.next() % 1_000)")))
    let isWritten = effects.contains { if case .record(talk, let line) = $0 { line.mid == mid } else { false } }
    if isIn, !isDiskFull, !isWritten { note("\(agents[index].name) is in \(talk) and may not speak") }
    if !isIn, before?.phase.agent != nil, isWritten { note("\(agents[index].name) speaks in another's \(talk)") }
  }

  private mutating func agentComes(_ index: Int) {
    let socket = script.nextSocket()
    agents[index].consoles.append(socket)
    let profile = Profile(id: slug(agents[index].name), name: agents[index].name)
    let resume = random.next() % 2 == 0 ? [] : [point()].compactMap(\.self)
    let role = index == 0 ? Role.owner : .agent
    play(.agentCame(socket, profile, role: role, capacity: agents[index].capacity, resume: resume))
    let hand: Hand = random.next() % 4 == 0 ? .page : .person
    if random.next() % 8 != 0 { play(.agentTurnedBell(socket, isOn: true, by: hand)) }
  }

  private mutating func remove(_ index: Int) {
    agents[index].consoles = []
    play(.agentRemoved(slug(agents[index].name)))
  }

  /// Three persons share six browsers; some only claim it.
  private mutating func identity() -> Identity {
    let person = PersonID(high: 9, low: random.next() % 3)
    return Identity(person: person, name: "P\(random.next() % 3)", proof: random.next() % 3 == 0 ? .claimed : .proved)
  }

  mutating func anyTalk() -> ConversationID {
    let all = script.ledger.begun
    let open = all.suffix(12).filter { script.phase($0)?.isEnded == false }
    if random.next() % 16 != 0, let id = open.randomElement(using: &random) { return id }
    return all.randomElement(using: &random) ?? ConversationID(high: 0, low: 1)
  }

  private mutating func point() -> ResumePoint? {
    guard random.next() % 3 != 0 else { return nil }
    let id = anyTalk()
    let lines = script.ledger.lines[id] ?? []
    guard let line = lines.randomElement(using: &random) else { return ResumePoint(conversation: id, seq: 3, mid: nil) }
    let seq = random.next() % 8 == 0 ? line.seq + 1 : line.seq
    return ResumePoint(conversation: id, seq: seq, mid: line.mid)
  }
}

/// A generator that repeats itself for the same seed (splitmix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
