import ArgumentParser
import EventLoops
import Glibc
import Networking
import WebSocketProtocol

/// `load echo`: sends messages and checks that every byte of them comes back.
struct EchoLoad: AsyncParsableCommand {
  /// Connecting at a time: more would overflow the listener's queue and measure the kernel's patience.
  private static let wave = 500

  static let configuration = CommandConfiguration(
    commandName: "echo", abstract: "Send messages to an echo server and check every byte that comes back.")

  @Option(help: "Where the server listens.")
  var connect: SocketAddress
  @Option(help: "How many connections.")
  var connections = 100
  @Option(help: "Bytes of each message.")
  var size = 512
  @Option(help: "Messages in all; 0 only connects.")
  var messages = 300_000
  @Option(help: "The server's process, to measure what it uses.")
  var serverPid: Int?
  @Option(help: "Event loops to send from.")
  var loops = 1

  func run() async throws {
    Signals.ignoreBrokenPipe()
    let loops = try (0..<loops).map { try EventLoop(label: "load.\($0)") }
    let tally = Tally()
    let before = usage
    let clients = try await connectAll(loops, tally)
    let connected = usage
    reportMemory(before, connected)
    guard messages > 0 else { return }
    let own = ProcessUsage(of: Int(getpid()))
    let began = ContinuousClock.now
    for client in clients { client.post { $0.begin() } }
    let counts = await tally.wait { [connections] in $0.finished == connections }
    try check(counts)
    let seconds = began.duration(to: .now) / .seconds(1)
    let sent = messages / connections * connections
    print("\(sent) messages of \(size) B in \(seconds) s: \(Int(Double(sent) / seconds)) messages/s")
    report("server", connected, usage, sent)
    report("load", own, ProcessUsage(of: Int(getpid())), sent)
  }

  private func connectAll(_ loops: [EventLoop], _ tally: Tally) async throws -> [Client] {
    var target = Client.Target(address: connect)
    target.limits.message = 16 << 20
    var clients: [Client] = []
    while clients.count < connections {
      for _ in 0..<min(Self.wave, connections - clients.count) {
        let number = clients.count
        let talker = EchoTalker(number: number, size: size, messages: messages / connections, tally: tally)
        let client = Client(target, on: loops[number % loops.count], handler: talker)
        clients.append(client)
        client.post { $0.connect() }
      }
      let wanted = clients.count
      try check(await tally.wait { $0.opened == wanted })
    }
    return clients
  }

  private func check(_ counts: Tally.Counts) throws {
    guard let failure = counts.failures.first else { return }
    throw ValidationError("\(counts.failures.count) failed, the first: \(failure)")
  }

  private var usage: ProcessUsage? { serverPid.flatMap { ProcessUsage(of: $0) } }

  private func reportMemory(_ before: ProcessUsage?, _ after: ProcessUsage?) {
    guard let before, let after else { return }
    print(
      "RssAnon of the server for each of \(connections) connections: \((after.memory - before.memory) / connections) B")
  }

  private func report(_ name: String, _ before: ProcessUsage?, _ after: ProcessUsage?, _ sent: Int) {
    guard let before, let after else { return }
    let each = Double(after.microseconds - before.microseconds) / Double(sent)
    let user = Double(after.userMicroseconds - before.userMicroseconds) / Double(sent)
    print(
      "\(name): \(each) us of processor time a message, \(user) us of it outside the kernel, RssAnon \(after.memory / 1_024) KB"
    )
  }
}

extension SocketAddress: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
