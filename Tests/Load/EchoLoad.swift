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
  @Option(help: "How long to send, however many messages that are; after half a second that does not count.")
  var seconds: Double?
  @Option(help: "The server's process, to measure what it and its children use.")
  var serverPid: Int?
  @Option(help: "Event loops to send from.")
  var loops = 1
  @Flag(help: "Print the figures as one line of JSON.")
  var json = false
  @OptionGroup var security: Security

  func run() async throws {
    Signals.ignoreBrokenPipe()
    let loops = try (0..<loops).map { try EventLoop(label: "load.\($0)") }
    let (tally, measure) = (Tally(), EchoMeasure(perConnection: seconds == nil ? messages / connections : .max))
    var figures = EchoFigures(connections: connections, size: size)
    figures.memoryBefore = usage?.memory
    let clients = try await connectAll(loops, tally, measure)
    figures.memoryAfter = usage?.memory
    if messages > 0 { try await send(clients, tally, measure, &figures) }
    print(json ? figures.json : figures.description)
  }

  private func send(
    _ clients: [Client], _ tally: Tally, _ measure: EchoMeasure, _ figures: inout EchoFigures
  ) async throws {
    if seconds == nil { figures.start(usage, own, 0) }
    for client in clients { client.post { $0.begin() } }
    if let seconds {
      try await Task.sleep(for: .milliseconds(500))
      figures.start(usage, own, measure.count)
      try await Task.sleep(for: .seconds(seconds))
      figures.stop(usage, own, measure.count)
      measure.end()
    }
    try await tally.wait { [connections] in $0.finished == connections }.check()
    if seconds == nil { figures.stop(usage, own, measure.count) }
  }

  private func connectAll(_ loops: [EventLoop], _ tally: Tally, _ measure: EchoMeasure) async throws -> [Client] {
    var target = Client.Target(address: connect)
    target.limits.message = 16 << 20
    target.tls = try security.context()
    var clients: [Client] = []
    while clients.count < connections {
      for _ in 0..<min(Self.wave, connections - clients.count) {
        let number = clients.count
        let talker = EchoTalker(number: number, size: size, measure: measure, tally: tally)
        let client = Client(target, on: loops[number % loops.count], handler: talker)
        clients.append(client)
        client.post { $0.connect() }
      }
      let wanted = clients.count
      try await tally.wait { $0.opened == wanted }.check()
    }
    return clients
  }

  private var usage: ProcessUsage? { serverPid.flatMap { ProcessUsage(of: $0) } }
  private var own: ProcessUsage? { ProcessUsage(of: Int(getpid())) }
}

extension SocketAddress: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
