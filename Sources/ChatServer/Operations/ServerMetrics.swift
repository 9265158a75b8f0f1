import ChatDomain
import CoreMetrics
import Primitives

/// Every figure the server keeps of itself.
///
/// None is about one person, and none is about how fast anybody talks.
final class ServerMetrics: Sendable {
  let visitors: Meter
  let consoles: Meter
  let deskEvents: Counter

  private let registry: PrometheusFactory
  private let lines: [String: Counter]
  private let refusals: [Refusal.Code: Counter]
  private let rings: [Meter]
  private let talks: [Meter]
  private let onBell: Meter
  private let reachable: Meter
  private let signInFailures: Counter
  private let networkNotices: Counter

  private static let help = [
    "secondring_visitors_connected": "Pages of visitors that are connected.",
    "secondring_consoles_connected": "Consoles of agents that are connected.",
    "secondring_desk_events_total": "Events the desk has handled.",
    "secondring_lines_total": "Durable lines written, by type.",
    "secondring_refusals_total": "Commands refused, by code.",
    "secondring_rings_total": "First human words by the ring they came in, and visitors who hung up.",
    "secondring_talks": "Open talks by phase.",
    "secondring_agents_on_bell": "Agents that a ring can reach.",
    "secondring_visitor_would_meet_a_person": "1 when a visitor arriving now would meet a person.",
    "secondring_sign_in_failures_total": "Sign-ins refused.",
    "secondring_network_notices_total": "Connections cut or refused by the network layer.",
  ]

  /// Starts at nothing.
  init() {
    let registry = PrometheusFactory(bounds: [:])
    func counter(_ name: String, _ dimensions: [(String, String)] = []) -> Counter {
      Counter(label: "secondring_" + name, dimensions: dimensions, factory: registry)
    }
    func gauge(_ name: String, _ dimensions: [(String, String)] = []) -> Meter {
      Meter(label: "secondring_" + name, dimensions: dimensions, factory: registry)
    }
    self.registry = registry
    visitors = gauge("visitors_connected")
    consoles = gauge("consoles_connected")
    deskEvents = counter("desk_events_total")
    let types = ["opened", "said", "noted", "rang", "waited", "pickedUp", "released", "identified", "hungUp", "ended"]
    lines = Dictionary(uniqueKeysWithValues: types.map { ($0, counter("lines_total", [("type", $0)])) })
    refusals = Dictionary(
      uniqueKeysWithValues: Refusal.Code.allCases.map { ($0, counter("refusals_total", [("code", $0.rawValue)])) })
    rings = ["1", "2", "3", "4+", "hung_up"].map { gauge("rings_total", [("ring", $0)]) }
    talks = ["waiting", "ringing", "active"].map { gauge("talks", [("phase", $0)]) }
    onBell = gauge("agents_on_bell")
    reachable = gauge("visitor_would_meet_a_person")
    signInFailures = counter("sign_in_failures_total")
    networkNotices = counter("network_notices_total")
  }

  func recorded(_ entry: Entry) { lines[entry.fact.kind]?.increment() }
  func refused(_ code: Refusal.Code) { refusals[code]?.increment() }
  func signInFailed() { signInFailures.increment() }
  func noticed() { networkNotices.increment() }

  /// The text of `/metrics`.
  func rendered(_ desk: PublicState.Snapshot) -> String {
    let counts = desk.rings
    for (gauge, count) in zip(rings, [counts.first, counts.second, counts.third, counts.later, counts.hungUp]) {
      gauge.set(count)
    }
    for (gauge, count) in zip(talks, [desk.phases.waiting, desk.phases.ringing, desk.phases.active]) {
      gauge.set(count)
    }
    onBell.set(desk.here.count)
    if case .reachable = desk.reachability { reachable.set(1) } else { reachable.set(0) }
    return PrometheusText.rendered(registry, help: Self.help)
  }
}
