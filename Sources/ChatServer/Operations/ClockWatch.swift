import EventLoops
import Logging
package import Primitives
import Synchronization

/// Somebody set the machine's clock.
package struct ClockStep: Equatable, Sendable {
  /// How far ahead; negative: back.
  package let length: Milliseconds
  /// When, by the calendar as it is since.
  package let calendar: Instant

  /// Puts the facts side by side.
  package init(_ length: Milliseconds, calendar: Instant) { (self.length, self.calendar) = (length, calendar) }

  /// What health says of it.
  var words: String {
    let (seconds, way) = (abs(length.count) / 1_000, length.count < 0 ? "back" : "ahead")
    return "The machine's clock was set \(seconds) s \(way) at \(calendar.text): "
      + "times of new lines, hours and rota go by it; rings and other deadlines do not."
  }
}

/// Tells operators that the machine's clock was set while the server runs.
final class ClockWatch: Sendable {
  /// A step up to this is what time servers do every day.
  static let unnoticed = Milliseconds.seconds(5)
  /// Health tells of a step for a day: it is read by then, and nothing has to be done about it.
  static let told = Milliseconds.seconds(24 * 60 * 60)

  private let log: Logger
  private let last = Mutex<(step: ClockStep, at: Instant)?>(nil)

  init(log: Logger) { self.log = log }

  /// The last step worth a word; nil when there was none for a day.
  func latest(at now: Instant) -> ClockStep? {
    guard let (step, at) = last.withLock({ $0 }), now - at < Self.told else { return nil }
    return step
  }

  /// The clock was set by that much.
  func stepped(_ length: Milliseconds, at now: Instant, calendar: Instant) {
    guard abs(length.count) > Self.unnoticed.count else { return }
    let step = ClockStep(length, calendar: calendar)
    last.withLock { $0 = (step, now) }
    log.warning(
      "the machine's clock was set", metadata: ["seconds ahead": "\(length.count / 1_000)"])
  }
}
