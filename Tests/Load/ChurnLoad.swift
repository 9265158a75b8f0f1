import ArgumentParser
import EventLoops
import Glibc
import Networking
import Primitives
import TLSProtocol

/// `load churn`: connects and leaves, in every way that there is, and says what the server holds on to meanwhile.
struct ChurnLoad: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "churn", abstract: "Connect and leave in every way, and watch the server's memory and descriptors.")

  @Option(help: "Where a server listens for plain text.")
  var plain: SocketAddress
  @Option(help: "Where the same or another server listens for TLS.")
  var tls: SocketAddress
  @Option(help: "How many connections in all.")
  var connections = 1_000_000
  @Option(help: "How many at a time.")
  var together = 200
  @Option(help: "A server's process; may be given twice.")
  var serverPid: [Int]
  @Option(help: "Connections between two lines of figures.")
  var every = 100_000

  func run() async throws {
    Signals.ignoreBrokenPipe()
    let loop = try EventLoop(label: "churn")
    let open = Client.Target(address: plain)
    var secured = open
    (secured.address, secured.tls) = (tls, try TLSContext(clientTrusting: nil))
    let (began, tally) = (ContinuousClock.now, Tally())
    report(0, 0)
    for start in stride(from: 0, to: connections, by: every) {
      let end = min(start + every, connections)
      let round = ChurnRound(numbers: start..<end, plain: open, secured: secured, on: loop, tally: tally)
      await round.begin(together)
      try await tally.wait { $0.finished == end }.check()
      report(end, began.duration(to: .now) / .seconds(1))
    }
  }

  private func report(_ done: Int, _ seconds: Double) {
    let servers = serverPid.map { pid in
      guard let usage = ProcessUsage(of: pid) else { return "gone" }
      return "\(usage.memory / 1_024) KB, \(ProcessUsage.descriptors(of: pid)) descriptors"
    }
    print("\(done) connections after \(Int(seconds)) s: \(servers.joined(separator: "; "))")
    fflush(nil)
  }
}
