import ArgumentParser
import EventLoops
import Glibc
import Networking
import Primitives
import WebSocketProtocol

/// `load chat`: visitors and agents talk, every line's number and every acknowledgement is checked, and it is measured.
struct ChatLoad: AsyncParsableCommand {
  /// Talks that begin at a time: nobody's ring may be over before the agents have come to it.
  private static let wave = 8

  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "Let visitors and agents talk, check every line, and measure.")

  @Option(help: "Where the server listens, on this machine.")
  var connect: SocketAddress
  @Option(help: "How many talks.")
  var visitors = 500
  @Option(help: "How many agents; their accounts are load-1, load-2 and so on.")
  var agents = 50
  @Option(help: "The agents' password.")
  var password: String
  @Option(help: "The site the visitors come from.")
  var site = "load"
  @Option(help: "How long the talking is measured.")
  var seconds = 60
  @Option(help: "Messages a visitor writes in a row before the agent answers.")
  var words = 1
  @Option(help: "Messages a second in each talk, both sides together; as fast as consoles may when not given.")
  var rate: Double?
  @Option(help: "Messages a second of all talks, by the clock and answered or not.")
  var offered: Double?
  @Option(help: "Answers a second from each console; a server's default takes 20 commands from one.")
  var pace = 17.0
  @Flag(help: "Find the most it takes, then measure at 10 to 100 % of that, and at half the knee, by the clock.")
  var table = false
  @Option(help: "The server's process, to measure what it uses.")
  var serverPid: Int?

  func run() async throws {
    Signals.ignoreBrokenPipe()
    let loop = try EventLoop(label: "load")
    let (tally, measure) = (Tally(), ChatMeasure())
    try await open(consoles(loop, tally, measure), tally, before: 0, wave: 5)
    let empty = server
    let pause = Milliseconds(Int64(rate.map { Double(words + 1) / $0 * 1_000 } ?? 0))
    let rhythm = Rhythm(.answered(pause: pause))
    let pages = visitorClients(loop, rhythm, tally, measure)
    try await open(pages, tally, before: agents, wave: 500)
    let idle = server
    try await begin(pages, tally)
    let talking = server
    report("idle connection", empty, idle)
    report("open talk, beside its connection", idle, talking)
    fflush(nil)
    let round = ChatRound(pages: pages, seconds: seconds, serverPid: serverPid, tally: tally, measure: measure)
    let turn = visitors * (words + 1)
    if let offered { rhythm.offer(offered, in: turn) }
    guard table else { return report(try await round.measured()) }
    try await report(ChatTable(round: round, rhythm: rhythm, turn: turn))
  }

  private func consoles(_ loop: EventLoop, _ tally: Tally, _ measure: ChatMeasure) throws -> [Client] {
    let pause = Milliseconds(Int64(1_000 / pace))
    return try (1...agents).map { number in
      let name = "load-\(number)"
      var target = Client.Target(address: connect, path: "/ws/agent", origin: "http://\(connect)")
      target.cookie = try SignIn.cookie(of: name, password: password, at: connect)
      target.subprotocols = ["secondring.1"]
      target.limits.message = 16 << 20
      let talker = AgentTalker(
        number: number, name: name, words: words, pause: pause, tally: tally, measure: measure)
      return Client(target, on: loop, handler: talker)
    }
  }

  private func visitorClients(
    _ loop: EventLoop, _ rhythm: Rhythm, _ tally: Tally, _ measure: ChatMeasure
  ) -> [Client] {
    (0..<visitors).map { number in
      var target = Client.Target(address: connect, path: "/ws/visitor?site=\(site)", origin: "http://shop.example")
      target.subprotocols = ["secondring.1"]
      let talker = VisitorTalker(number: number, words: words, rhythm: rhythm, tally: tally, measure: measure)
      return Client(target, on: loop, handler: talker)
    }
  }

  // Each console that comes is told to all the others: a hundred at once would be ten thousand lists of a hundred.
  private func open(_ clients: [Client], _ tally: Tally, before: Int, wave: Int) async throws {
    for start in stride(from: 0, to: clients.count, by: wave) {
      let end = min(start + wave, clients.count)
      for client in clients[start..<end] { client.post { $0.connect() } }
      try await tally.wait { $0.opened == before + end }.check()
    }
  }

  private func begin(_ pages: [Client], _ tally: Tally) async throws {
    for start in stride(from: 0, to: pages.count, by: Self.wave) {
      let end = min(start + Self.wave, pages.count)
      for page in pages[start..<end] { page.post { $0.begin() } }
      try await tally.wait { $0.finished == end }.check()
    }
  }

  private var server: ProcessUsage? { serverPid.flatMap { ProcessUsage(of: $0) } }

  private func report(_ figures: ChatFigures) {
    print("\(visitors) talks, \(agents) agents: \(Int(figures.acked)) messages/s acked from disk")
    for (name, times) in [("to the ack", figures.acks), ("to the other side", figures.deliveries)] {
      print("\(name), p50 / p99 / p99.9: \(times.shares.joined(separator: " / ")) ms of \(times.count)")
    }
    if !figures.refusals.isEmpty { print("refused: \(figures.refusals)") }
    for (name, use) in [("server", figures.server), ("load", figures.load)] {
      guard let use, !figures.acks.isEmpty else { continue }
      print(
        "\(name): \(use.microseconds / Double(figures.acks.count)) us of processor time a message,"
          + " \(use.microseconds / figures.seconds / 10_000) % of one core, RssAnon \(use.memory / 1_024) KB")
    }
  }

  private func report(_ table: ChatTable) async throws {
    print("share of the most; messages/s offered, acked; ms to the other side, p50 / p99 / p99.9;")
    print("us of the server's processor time a message; % of one core that this generator used")
    try await table.measure { share, figures in
      let cost = figures.server.map { $0.microseconds / Double(max(1, figures.acks.count)) } ?? 0
      let own = figures.load.map { $0.microseconds / figures.seconds / 10_000 } ?? 0
      let times = figures.deliveries.shares.joined(separator: " / ")
      print("\(share); \(Int(figures.offered)), \(Int(figures.acked)); \(times); \(cost); \(own)")
      if !figures.refusals.isEmpty { print("refused: \(figures.refusals)") }
      fflush(nil)
    }
  }

  private func report(_ what: String, _ before: ProcessUsage?, _ after: ProcessUsage?) {
    guard let before, let after else { return }
    print("RssAnon of the server for each \(what): \((after.memory - before.memory) / visitors) B")
  }
}
