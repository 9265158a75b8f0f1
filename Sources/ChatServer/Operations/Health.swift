import ChatDomain
import HTTPProtocol
import JSON
package import Primitives

/// `/health` in application/health+json: it fails when the shop can't keep its promise, not only when a process dies.
package enum Health {
  static let headers: HTTPHeaders = [
    "Content-Type": "application/health+json", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
  ]

  /// What the report tells beside the desk.
  package struct Surroundings: Sendable {
    /// The disk and the queues in front of it.
    package var storage: StorageReading
    /// What to set for a proxy in front; nil when nothing.
    package var proxy: String?
    /// How the machine's clock was set not long ago; nil when it was not.
    package var clockStep: ClockStep?

    /// Puts the facts side by side; all is well unless told otherwise.
    package init(
      storage: StorageReading = StorageReading(), proxy: String? = nil, clockStep: ClockStep? = nil
    ) {
      (self.storage, self.proxy, self.clockStep) = (storage, proxy, clockStep)
    }

  }

  /// How things stand, as the report says it.
  package enum Verdict: String {
    case pass, warn, fail
  }

  /// The verdict and the whole report; the calendar is that of the clock's `now` unless it was set.
  package static func report(
    _ desk: PublicState.Snapshot, _ around: Surroundings = Surroundings(), version: String, at now: Instant,
    calendar: Instant? = nil
  ) -> (Verdict, [UInt8]) {
    let time = (calendar ?? now).text
    let (verdict, storage) = (verdict(desk, around), around.storage)
    var text = JSONWriter()
    text.object { report in
      report.field("status", verdict.rawValue)
      report.field("version", version)
      report.field("description", sentence(desk, around))
      report.field("would_meet_a_person", verdict != .fail && desk.reachability.wouldMeetAPerson)
      report.object("checks") { checks in
        checks.array("promise:reachable") { items in
          items.object { check in
            check.field("status", Self.verdict(reachable: desk).rawValue)
            check.field("observedValue", desk.reachability.name)
            check.field("time", time)
          }
        }
        checks.array("storage:writable") { items in
          items.object { check in
            check.field("status", isFull(desk, storage) ? "fail" : "pass")
            check.field("time", time)
          }
        }
        write(storage, to: &checks)
        write(around.proxy, "proxy:trusted", to: &checks)
        write(around.clockStep?.words, "clock:steps", to: &checks)
        for (name, count) in counts(desk, desk.today.counts(at: now)) {
          checks.array(name) { items in
            items.object { check in
              check.field("observedValue", count)
              check.field("observedUnit", "count")
            }
          }
        }
      }
    }
    return (verdict, text.bytes)
  }

  private static func verdict(_ desk: PublicState.Snapshot, _ around: Surroundings) -> Verdict {
    if isFull(desk, around.storage) { return .fail }
    let isWell = around.storage.slowest == nil && !around.storage.isBehind
    return isWell && around.proxy == nil && around.clockStep == nil ? verdict(reachable: desk) : .warn
  }

  private static func isFull(_ desk: PublicState.Snapshot, _ storage: StorageReading) -> Bool {
    desk.disk == .full || storage.isFull
  }

  private static func verdict(reachable desk: PublicState.Snapshot) -> Verdict {
    if case .reachable = desk.reachability { return .pass }
    return .warn
  }

  private static func sentence(_ desk: PublicState.Snapshot, _ around: Surroundings) -> String {
    let storage = around.storage
    if desk.disk == .full { return "The disk is full: new words are refused until there is room." }
    if storage.isFull { return "The disk is full: the journal takes words a little longer, transcripts wait for room." }
    if storage.isBehind {
      let (count, seconds) = (storage.unwritten.count, storage.unwritten.age.count / 1_000)
      return "\(count) lines are safe in the journal and wait for their transcripts, the oldest for \(seconds) s."
    }
    if let queue = storage.slowest {
      return "The queue \"\(queue.name)\" is \(queue.backlog.age.count / 1_000) s behind: \(queue.backlog.count) wait."
    }
    return switch desk.reachability {
    case .reachable: "A visitor arriving now would meet a person."
    case .unattended: "Nobody is proved to be at the desk: it rings for those who may be."
    case .nobodyHere: "Nobody is on the bell: a visitor's words are kept and ring when somebody comes."
    case .everyoneBusy: "Everybody on the bell has as many talks as they hold: a visitor rings them all, softly."
    case .bellFull: "As many talks ring as can be read: a visitor would wait in line until one of them is picked up."
    }
  }

  /// A check that passes when there is nothing to say.
  private static func write(_ words: String?, _ name: String, to checks: inout JSONWriter) {
    checks.array(name) { items in
      items.object { check in
        check.field("status", words == nil ? "pass" : "warn")
        if let words { check.field("output", words) }
      }
    }
  }

  private static func write(_ storage: StorageReading, to checks: inout JSONWriter) {
    checks.array("transcripts:unwritten") { write(storage.unwritten, to: &$0) }
    for queue in storage.queues { checks.array("queue:\(queue.name)") { write(queue.backlog, to: &$0) } }
  }

  private static func write(_ backlog: Backlog, to items: inout JSONWriter) {
    items.object { check in
      check.field("status", backlog.age > StorageReading.tooOld ? "warn" : "pass")
      check.field("observedValue", backlog.count)
      check.field("observedUnit", "count")
      check.field("oldest_ms", Int(clamping: backlog.age.count))
    }
  }

  private static func counts(_ desk: PublicState.Snapshot, _ today: RingCounts) -> [(String, Int)] {
    [
      ("agents:on_bell", desk.here.count), ("talks:waiting", desk.phases.waiting),
      ("talks:ringing", desk.phases.ringing), ("talks:active", desk.phases.active),
      ("rings:answered_by_second", today.bySecond), ("rings:answered_later", today.third + today.later),
      ("rings:hung_up", today.hungUp),
    ] + Link.allCases.map { ("connections:\($0.rawValue)", desk.links[$0] ?? 0) }
  }
}
