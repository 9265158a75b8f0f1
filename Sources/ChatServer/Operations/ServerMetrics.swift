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
  private let lines: CounterFamily<LineType>
  private let refusals: CounterFamily<Refusal.Code>
  private let rings: [Counter]
  private let ringsToday: [Meter]
  private let pickUps: Recorder
  private let firstWords: Recorder
  private let talks: [Meter]
  private let connections: [Link: Meter]
  private let onBell: Meter
  private let reachable: Meter
  private let signInFailures: Counter
  private let erasures: CounterFamily<Erasure>
  private let networkNotices: Counter
  private let callsOut: CounterFamily<Errand.Outcome>
  private let queues: QueueGauges

  private static let help = [
    "secondring_visitors_connected": "Pages of visitors that are connected.",
    "secondring_consoles_connected": "Consoles of agents that are connected.",
    "secondring_connections": "Pages of visitors and consoles of agents that are connected, by transport.",
    "secondring_desk_events_total": "Events the desk has handled.",
    "secondring_lines_total": "Durable lines written, by type.",
    "secondring_refusals_total": "Commands refused, by code.",
    "secondring_rings_total":
      "Talks by the ring in which the first human words came, and those hung up before, since the process started.",
    "secondring_rings_today":
      "The same of the talks begun since the shop's midnight, also before a restart: what the consoles show.",
    "secondring_pickup_seconds":
      "From a visitor's first words to the first pick-up, for each talk whose beginning is decided, since the process started.",
    "secondring_first_words_seconds":
      "From a visitor's first words to the first human words, since the process started; who hung up is in secondring_rings_total alone.",
    "secondring_talks": "Open talks by phase.",
    "secondring_agents_on_bell": "Agents that a ring can reach.",
    "secondring_visitor_would_meet_a_person": "1 when a visitor arriving now would meet a person.",
    "secondring_talks_erased_total": "Talks erased, by reason: the person asked for it, or they are kept no longer.",
    "secondring_sign_in_failures_total": "Sign-ins refused.",
    "secondring_calls_out_total": "Times the shop's program was run to call whoever is on call.",
    "secondring_queue_length": "Work that waits in each queue of the server, or is under way there.",
    "secondring_queue_oldest_seconds": "How long the oldest of it has waited.",
    "secondring_transcript_lines_behind": "Lines that are safe in the journal and not yet in their transcripts.",
    "secondring_transcript_oldest_seconds": "How long the oldest of them has waited.",
    "secondring_disk_full": "1 when the file system of the data folder has no room.",
    "secondring_network_notices_total": "Connections cut or refused by the network layer.",
  ]

  // The rings of 6 s first, then as long as somebody may wait for the shop to open.
  private static let waits: [Double] = [1, 3, 6, 9, 12, 18, 24, 30, 60, 120, 300, 900, 3_600, 43_200]

  /// Starts at nothing.
  init() {
    let registry = PrometheusFactory(
      bounds: ["secondring_pickup_seconds": Self.waits, "secondring_first_words_seconds": Self.waits])
    func counter(_ name: String, _ dimensions: [(String, String)] = []) -> Counter {
      Counter(label: "secondring_" + name, dimensions: dimensions, factory: registry)
    }
    func gauge(_ name: String, _ dimensions: [(String, String)] = []) -> Meter {
      Meter(label: "secondring_" + name, dimensions: dimensions, factory: registry)
    }
    func recorder(_ name: String) -> Recorder { Recorder(label: "secondring_" + name, factory: registry) }
    self.registry = registry
    visitors = gauge("visitors_connected")
    consoles = gauge("consoles_connected")
    connections = Dictionary(
      uniqueKeysWithValues: Link.allCases.map { ($0, gauge("connections", [("transport", $0.rawValue)])) })
    deskEvents = counter("desk_events_total")
    lines = CounterFamily("secondring_lines_total", by: "type", in: registry)
    refusals = CounterFamily("secondring_refusals_total", by: "code", in: registry)
    let labels = ["1", "2", "3", "4+", "hung_up"].map { [("ring", $0)] }
    (rings, ringsToday) = (labels.map { counter("rings_total", $0) }, labels.map { gauge("rings_today", $0) })
    (pickUps, firstWords) = (recorder("pickup_seconds"), recorder("first_words_seconds"))
    talks = ["waiting", "ringing", "active"].map { gauge("talks", [("phase", $0)]) }
    onBell = gauge("agents_on_bell")
    reachable = gauge("visitor_would_meet_a_person")
    erasures = CounterFamily("secondring_talks_erased_total", by: "reason", in: registry)
    signInFailures = counter("sign_in_failures_total")
    queues = QueueGauges(registry)
    networkNotices = counter("network_notices_total")
    callsOut = CounterFamily("secondring_calls_out_total", by: "outcome", in: registry)
  }

  func recorded(_ entry: Entry) { lines.increment(LineType(entry.fact)) }
  func refused(_ code: Refusal.Code) { refusals.increment(code) }
  func erased(_ talks: Int, _ why: Erasure) { erasures.increment(why, by: talks) }
  func signInFailed() { signInFailures.increment() }
  func calledOut(_ outcome: Errand.Outcome) { callsOut.increment(outcome) }
  func noticed() { networkNotices.increment() }

  /// How one more conversation began.
  func counted(_ fate: Fate) {
    var one = RingCounts()
    one.count(fate)
    for (counter, count) in zip(rings, one.inOrder) { counter.increment(by: count) }
    if let wait = fate.pickedUpAfter { pickUps.record(Double(wait.count) / 1_000) }
    if case .words(let wait, _) = fate.end { firstWords.record(Double(wait.count) / 1_000) }
  }

  /// The text of `/metrics`.
  func rendered(_ desk: PublicState.Snapshot, _ storage: StorageReading, at now: Instant) -> String {
    queues.show(storage)
    for (gauge, count) in zip(ringsToday, desk.today.counts(at: now).inOrder) { gauge.set(count) }
    for (gauge, count) in zip(talks, [desk.phases.waiting, desk.phases.ringing, desk.phases.active]) {
      gauge.set(count)
    }
    for (link, gauge) in connections { gauge.set(desk.links[link] ?? 0) }
    onBell.set(desk.here.count)
    reachable.set(desk.reachability.wouldMeetAPerson ? 1 : 0)
    return PrometheusText.rendered(registry, help: Self.help)
  }
}

/// Why talks are erased.
enum Erasure: String, CaseIterable {
  /// Their person is forgotten.
  case person
  /// They are kept no longer.
  case age
}
