import ArgumentParser
import EventLoops
import Glibc
import Networking
import Primitives

/// `load storm`: some talk, everybody else loses the connection and comes back at once. Do those who talk notice it?
struct StormLoad: AsyncParsableCommand {
  /// Connecting at a time before the storm.
  private static let wave = 500

  static let configuration = CommandConfiguration(
    commandName: "storm", abstract: "Let thousands reconnect at once while others talk, and time those.")

  @Option(help: "Where an echo server listens.")
  var connect: SocketAddress
  @Option(help: "How many reconnect.")
  var clients = 10_000
  @Option(help: "How many talk meanwhile.")
  var talkers = 500
  @Option(help: "Milliseconds between two messages of a talker.")
  var pause = 250
  @Option(help: "Seconds of quiet talk that are measured before the storm.")
  var calm = 5.0
  @Option(help: "The server's process, to measure what it uses.")
  var serverPid: Int?
  @OptionGroup var security: Security

  func run() async throws {
    Signals.ignoreBrokenPipe()
    let (talk, crowd) = (try EventLoop(label: "talk"), try EventLoop(label: "crowd"))
    let (tally, measure) = (Tally(), StormMeasure())
    var target = Client.Target(address: connect)
    target.tls = try security.context()
    let stormers = (0..<clients).map { _ in Stormer(target, on: crowd, tally: tally) }
    for start in stride(from: 0, to: clients, by: Self.wave) {
      let end = min(start + Self.wave, clients)
      for stormer in stormers[start..<end] { stormer.post { $0.connect() } }
      try await tally.wait { $0.opened == end }.check()
    }
    try await open(target, talk, tally, measure)
    try await Task.sleep(for: .seconds(calm))
    report("calm", measure.take())
    try await storm(stormers, tally, measure)
  }

  private func open(
    _ target: Client.Target, _ loop: EventLoop, _ tally: Tally, _ measure: StormMeasure
  ) async throws {
    for number in 0..<talkers {
      let talker = StormTalker(pause: Milliseconds(Int64(pause)), tally: tally, measure: measure)
      let client = Client(target, on: loop, handler: talker)
      client.post { $0.connect() }
      // One after the other over one pause, so that they do not all speak in the same millisecond.
      let wanted = clients + number + 1
      try await tally.wait { $0.opened == wanted }.check()
      try await Task.sleep(for: .microseconds(pause * 1_000 / talkers))
    }
  }

  private func storm(_ stormers: [Stormer], _ tally: Tally, _ measure: StormMeasure) async throws {
    _ = measure.take()
    let (began, before, own) = (Moment.now, usage, ProcessUsage(of: Int(getpid())))
    for stormer in stormers { stormer.post { $0.reconnect() } }
    let wanted = 2 * clients + talkers
    try await tally.wait { $0.opened == wanted }.check()
    let seconds = Double(Moment.now - began) / 1e9
    let (after, ownAfter) = (usage, ProcessUsage(of: Int(getpid())))
    // What was said during the storm is answered by then.
    try await Task.sleep(for: .milliseconds(500))
    report("storm", measure.take())
    print("all \(clients) are back after \(rounded(seconds)) s; begun again: \(tally.retries)")
    report("server", before, after, seconds)
    report("load", own, ownAfter, seconds)
  }

  private var usage: ProcessUsage? { serverPid.flatMap { ProcessUsage(of: $0) } }

  private func report(_ name: String, _ times: [UInt32]) {
    let sorted = times.sorted()
    let shares = [0.5, 0.99, 1].map { "\(sorted.percentile($0))" }.joined(separator: " / ")
    print("\(name): round trip of those who talk, p50 / p99 / max: \(shares) ms of \(sorted.count)")
    fflush(nil)
  }

  private func report(_ name: String, _ before: ProcessUsage?, _ after: ProcessUsage?, _ seconds: Double) {
    guard let before, let after else { return }
    let used = Double(after.microseconds - before.microseconds)
    print("\(name): \(rounded(used / seconds / 10_000)) % of a core, \(rounded(used / Double(clients))) us a client")
  }

  private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
