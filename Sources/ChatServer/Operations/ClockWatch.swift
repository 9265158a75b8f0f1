import EventLoops
import Logging
import Primitives
import Synchronization

/// Notices that the machine's clock was set while the server runs, whose own clock never steps.
final class ClockWatch: Sendable {
  /// A step up to this is what time servers do every day.
  static let unnoticed = Milliseconds.seconds(5)
  private static let pause = Milliseconds.seconds(2)

  private let log: Logger
  private let told = Mutex(Milliseconds(0))
  private let queue = BlockingQueue(label: "clock")

  init(log: Logger) { self.log = log }

  /// How far the machine's clock is ahead of the server's, nil when that is nothing to speak of.
  var ahead: Milliseconds? {
    let ahead = told.withLock { $0 }
    return abs(ahead.count) > Self.unnoticed.count ? ahead : nil
  }

  /// Looks now, and from then on again and again.
  func begin() { queue.run { [weak self] in self?.look() } }

  private func look() {
    let ahead = Clock.machineAhead()
    let isNews = told.withLock { told in
      guard abs(ahead.count - told.count) > Self.unnoticed.count else { return false }
      told = ahead
      return true
    }
    if isNews {
      log.warning(
        "the machine's clock was set: times of lines, hours and rota follow it from the next start on",
        metadata: ["seconds ahead of the server's clock": "\(ahead.count / 1_000)"])
    }
    queue.run(after: Self.pause) { [weak self] in self?.look() }
  }
}
