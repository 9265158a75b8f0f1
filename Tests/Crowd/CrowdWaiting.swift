import ArgumentParser
import ChatDomain
import ChatTesting
import Primitives

/// What each kind of event costs while few, many and very many visitors wait.
struct CrowdWaiting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waiting", abstract: "Measure events with 10, 1,000 and 100,000 visitors waiting.")

  @Option(help: "How many agents, all of them busy.") var agents = 10
  @Option(help: "How often each event is measured.") var times = 60
  @Option(help: "How many visitors wait.") var waiting: [Int] = [10, 1_000, 100_000]
  @Option(help: "Fails when an event costs so many times more with the most waiting than with a thousand.") var factor =
    4.0

  func run() throws {
    var table: [String: [Double]] = [:]
    for count in waiting {
      var crowd = WaitingCrowd(agents: agents, waiting: count)
      for (name, cost) in crowd.measured(times: times) { table[name, default: []].append(cost) }
    }
    print(
      "median µs of processor time for an event, \(agents) agents; waiting:",
      waiting.map { padded("\($0)", 10) }.joined())
    var faults = 0
    for name in WaitingCrowd.Event.allCases.map(\.rawValue) {
      guard let row = table[name] else { continue }
      print(padded(name, 46), row.map { padded(tenths($0), 10) }.joined())
      if let last = row.last, row.count > 2, last > factor * max(row[row.count - 2], 20) { faults += 1 }
    }
    if faults > 0 { throw ExitCode.failure }
  }
}

/// A desk whose agents are all busy, and a line before it.
private struct WaitingCrowd {
  enum Event: String, CaseIterable {
    case comes = "a visitor comes and writes"
    case writes = "one who waits writes again"
    case leaves = "one who waits closes the page"
    case room = "an agent ends a talk: the line rings"
    case passes = "… and each look at the line after that"
    case picksUp = "an agent picks up: the bell falls silent"
    case says = "an agent writes"
    case bellOff = "an agent leaves the bell"
    case bellOn = "an agent comes back to it"
  }

  private let desk = Desk()
  private var now = Instant(milliseconds: 1_795_356_000_000)
  private var numbers: UInt64 = 0
  private var consoles: [SocketID] = []
  private var talks: [[ConversationID]] = []
  private var pages: [SocketID] = []
  private var costs: [Event: [Double]] = [:]

  init(agents: Int, waiting: Int) {
    for number in 0..<agents {
      consoles.append(SocketID(next()))
      talks.append([])
      let profile = Profile(id: slug("agent\(number)"), name: "A")
      _ = desk.handle(.agentCame(consoles[number], profile, capacity: 2, resume: []), at: now)
      _ = desk.handle(.agentTurnedBell(consoles[number], isOn: true), at: now)
      for _ in 0..<2 { talks[number].append(answered(consoles[number])) }
    }
    for _ in 0..<waiting { pages.append(arrives().page) }
    settle()
  }

  mutating func measured(times: Int) -> [(String, Double)] {
    for round in 0..<times {
      now = now + .milliseconds(20)
      let agent = round % consoles.count
      visitorActs(round)
      agentActs(agent)
    }
    return costs.map { ($0.key.rawValue, $0.value.sorted()[$0.value.count / 2]) }
  }

  private mutating func visitorActs(_ round: Int) {
    let page = SocketID(next())
    _ = desk.handle(.visitorCame(page, Script.arrival(numbers)), at: now)
    take(.comes, .visitorSaid(page, message(), "Hello?"))
    take(.writes, .visitorSaid(pages[round % pages.count], message(), "Still there?"))
    take(.leaves, .visitorLeft(page))
  }

  private mutating func agentActs(_ agent: Int) {
    let console = consoles[agent]
    let talk = talks[agent].removeFirst()
    take(.says, .agent(console, talk, .say(message(), "Goodbye.")))
    take(.room, .agent(console, talk, .end))
    settle(.passes)
    guard let next = desk.openConversations.first(where: { if case .ringing = $0.phase { true } else { false } }) else {
      return talks[agent].append(answered(console))
    }
    take(.picksUp, .agent(console, next.id, .pickUp))
    settle(.passes)
    _ = desk.handle(.agent(console, next.id, .say(message(), "Hello.")), at: now)
    talks[agent].append(next.id)
    take(.bellOff, .agentTurnedBell(console, isOn: false))
    settle(.passes)
    take(.bellOn, .agentTurnedBell(console, isOn: true))
    settle(.passes)
  }

  private mutating func answered(_ console: SocketID) -> ConversationID {
    let id = arrives().talk
    _ = desk.handle(.agent(console, id, .say(message(), "Hello.")), at: now)
    return id
  }

  private mutating func arrives() -> (page: SocketID, talk: ConversationID) {
    let page = SocketID(next())
    _ = desk.handle(.visitorCame(page, Script.arrival(numbers)), at: now)
    let mid = message()
    _ = desk.handle(.visitorSaid(page, mid, "Hello?"), at: now)
    return (page, ConversationID(openedBy: mid))
  }

  private mutating func take(_ kind: Event, _ event: DeskEvent) {
    let before = Usage.nanoseconds
    _ = desk.handle(event, at: now)
    costs[kind, default: []].append(Double(Usage.nanoseconds - before) / 1_000)
  }

  private mutating func settle(_ kind: Event? = nil) {
    while let deadline = desk.nextDeadline, deadline <= now {
      let before = Usage.nanoseconds
      _ = desk.pass(now)
      if let kind { costs[kind, default: []].append(Double(Usage.nanoseconds - before) / 1_000) }
    }
  }

  private mutating func message() -> MessageID { MessageID(at: now, random: (next(), 0)) }

  private mutating func next() -> UInt64 {
    numbers += 1
    return numbers
  }
}
