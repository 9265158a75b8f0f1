import ChatDomain
import HTTPProtocol
import JSON
package import Primitives

/// `/health` in application/health+json: it fails when the shop can't keep its promise, not only when a process dies.
package enum Health {
  /// How things stand, as the report says it.
  static let headers: HTTPHeaders = [
    "Content-Type": "application/health+json", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
  ]

  package enum Verdict: String {
    case pass, warn, fail
  }

  /// The verdict and the whole report.
  package static func report(_ desk: PublicState.Snapshot, version: String, at now: Instant) -> (Verdict, [UInt8]) {
    let verdict = verdict(desk)
    var text = JSONWriter()
    text.object { report in
      report.field("status", verdict.rawValue)
      report.field("version", version)
      report.field("description", sentence(desk))
      report.field("would_meet_a_person", verdict == .pass)
      report.object("checks") { checks in
        checks.array("promise:reachable") { items in
          items.object { check in
            check.field("status", Self.verdict(reachable: desk).rawValue)
            check.field("observedValue", desk.reachability.name)
            check.field("time", now.text)
          }
        }
        checks.array("storage:writable") { items in
          items.object { check in
            check.field("status", desk.disk == .full ? "fail" : "pass")
            check.field("time", now.text)
          }
        }
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

  private static func verdict(_ desk: PublicState.Snapshot) -> Verdict {
    desk.disk == .full ? .fail : verdict(reachable: desk)
  }

  private static func verdict(reachable desk: PublicState.Snapshot) -> Verdict {
    if case .reachable = desk.reachability { return .pass }
    return .warn
  }

  private static func sentence(_ desk: PublicState.Snapshot) -> String {
    if desk.disk == .full { return "The disk is full: new words are refused until there is room." }
    return switch desk.reachability {
    case .reachable: "A visitor arriving now would meet a person."
    case .unattended: "Nobody is proved to be at the desk: it rings for those who may be."
    case .nobodyHere: "Nobody is on the bell: a visitor's words are kept and ring when somebody comes."
    case .everyoneBusy: "Everybody on the bell has as many talks as they hold: a visitor would wait."
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
