import EventLoops
import Glibc

/// What one round of talking showed.
struct ChatFigures: Sendable {
  /// What a process used of the processors meanwhile, and of memory at the end.
  struct Use: Sendable {
    let microseconds: Double
    let memory: Int

    init?(_ before: ProcessUsage?, _ after: ProcessUsage?) {
      guard let before, let after else { return nil }
      (microseconds, memory) = (Double(after.microseconds - before.microseconds), after.memory)
    }
  }

  let seconds: Double
  /// Microseconds, in order.
  let acks: [UInt32], deliveries: [UInt32]
  let refusals: [String: Int]
  /// Messages a second.
  let offered: Double, acked: Double
  let server: Use?, load: Use?

  init(_ samples: ChatMeasure.Samples, _ seconds: Double, server: Use?, load: Use?) {
    (self.seconds, self.server, self.load, refusals) = (seconds, server, load, samples.refusals)
    (acks, deliveries) = (samples.acks.sorted(), samples.deliveries.sorted())
    (offered, acked) = (Double(samples.said) / seconds, Double(acks.count) / seconds)
  }
}

/// Everybody talks for a while, then all are still.
struct ChatRound: Sendable {
  let pages: [Client]
  let seconds: Int
  let serverPid: Int?
  let tally: Tally
  let measure: ChatMeasure

  func measured() async throws -> ChatFigures {
    let (before, own) = (server, ProcessUsage(of: Int(getpid())))
    let began = ContinuousClock.now
    measure.clear()
    measure.enter(.talking)
    try await start()
    try await Task.sleep(until: began + .seconds(seconds), clock: .continuous)
    measure.enter(.over)
    let took = began.duration(to: .now) / .seconds(1)
    let (after, ownAfter) = (server, ProcessUsage(of: Int(getpid())))
    try await tally.wait { _ in true }.check()
    return ChatFigures(measure.all, took, server: .init(before, after), load: .init(own, ownAfter))
  }

  /// Returns when every word is acknowledged.
  func stillness() async throws {
    while !measure.isQuiet { try await Task.sleep(for: .milliseconds(10)) }
    try await tally.wait { _ in true }.check()
  }

  // Over a second, or the first burst would be all that the high percentiles show.
  private func start() async throws {
    for (number, page) in pages.enumerated() {
      page.post { $0.begin() }
      if number % (pages.count / 50 + 1) == 0 { try await Task.sleep(for: .milliseconds(20)) }
    }
  }

  private var server: ProcessUsage? { serverPid.flatMap { ProcessUsage(of: $0) } }
}

extension [UInt32] {
  /// The value below which this share of a sorted list lies, in milliseconds.
  func percentile(_ share: Double) -> Double {
    isEmpty ? 0 : Double(self[Swift.min(count - 1, Int(Double(count) * share))]) / 1_000
  }

  /// The middle, and what one in a hundred and one in a thousand exceeds.
  var shares: [String] { [0.5, 0.99, 0.999].map { "\(percentile($0))" } }
}
