import ChatDomain
import ChatServer
import JSON
import Primitives
import Testing

struct HealthTests {
  private let now = Instant(milliseconds: 1_795_356_127_512)

  private func report(
    _ reachability: Reachability, _ disk: PublicState.DiskRoom = .free
  ) throws -> (Health.Verdict, JSONValue) {
    let (verdict, body) = Health.report(
      PublicState.Snapshot(reachability: reachability, disk: disk), version: "0.1", at: now)
    return (verdict, try JSONValue(body))
  }

  @Test func `somebody is here: it passes`() throws {
    let (verdict, report) = try report(.reachable(agents: 1))
    #expect(verdict == .pass)
    #expect(report["status"]?.string == "pass")
    #expect(report["version"]?.string == "0.1")
    #expect(report["would_meet_a_person"]?.bool == true)
    let check = report["checks"]?["promise:reachable"]?.elements?.first
    #expect(check?["status"]?.string == "pass")
    #expect(check?["observedValue"]?.string == "reachable")
    #expect(check?["time"]?.string == now.text)
  }

  @Test(arguments: [(Reachability.nobodyHere, "nobodyHere"), (.bellFull, "bellFull")])
  func `nobody could be rung: it warns and says why`(reachability: Reachability, why: String) throws {
    let (verdict, report) = try report(reachability)
    #expect(verdict == .warn)
    #expect(report["status"]?.string == "warn")
    #expect(report["would_meet_a_person"]?.bool == false)
    #expect(report["checks"]?["promise:reachable"]?.elements?.first?["observedValue"]?.string == why)
    #expect(report["checks"]?["storage:writable"]?.elements?.first?["status"]?.string == "pass")
  }

  @Test func `everybody full is rung softly: it warns, and a visitor would meet a person`() throws {
    let (verdict, report) = try report(.everyoneBusy(agents: 1))
    #expect(verdict == .warn)
    #expect(report["would_meet_a_person"]?.bool == true)
    #expect(report["checks"]?["promise:reachable"]?.elements?.first?["observedValue"]?.string == "everyoneBusy")
  }

  @Test(arguments: [Reachability.reachable(agents: 2), .nobodyHere, .everyoneBusy(agents: 2)])
  func `a full disk fails, whoever is here`(reachability: Reachability) throws {
    let (verdict, report) = try report(reachability, .full)
    #expect(verdict == .fail)
    #expect(report["status"]?.string == "fail")
    #expect(report["would_meet_a_person"]?.bool == false)
    #expect(report["checks"]?["storage:writable"]?.elements?.first?["status"]?.string == "fail")
    #expect(report["description"]?.string?.contains("disk is full") == true)
  }

  @Test func `it counts who is on the bell`() throws {
    let anna = Profile(id: try #require(AgentID("anna")), name: "Anna")
    let (_, body) = Health.report(
      PublicState.Snapshot(here: [anna], reachability: .reachable(agents: 1)), version: "0.1", at: now)
    let checks = try JSONValue(body)["checks"]
    #expect(checks?["agents:on_bell"]?.elements?.first?["observedValue"]?.int == 1)
    #expect(checks?["talks:waiting"]?.elements?.first?["observedValue"]?.int == 0)
  }

  private func report(_ storage: StorageReading) throws -> (Health.Verdict, JSONValue) {
    let (verdict, body) = Health.report(
      PublicState.Snapshot(reachability: .reachable(agents: 1)), Health.Surroundings(storage: storage),
      version: "0.1", at: now)
    return (verdict, try JSONValue(body))
  }

  @Test func `each queue tells how much waits and for how long, and an old one warns`() throws {
    var storage = StorageReading()
    storage.queues = [
      StorageReading.Queue(name: "journal", backlog: Backlog(count: 1, age: .milliseconds(3))),
      StorageReading.Queue(name: "archive", backlog: Backlog(count: 1_000, age: .seconds(61))),
    ]
    let (verdict, report) = try report(storage)
    #expect(verdict == .warn)
    let archive = report["checks"]?["queue:archive"]?.elements?.first
    #expect(archive?["status"]?.string == "warn")
    #expect(archive?["observedValue"]?.int == 1_000)
    #expect(archive?["oldest_ms"]?.int == 61_000)
    #expect(report["checks"]?["queue:journal"]?.elements?.first?["status"]?.string == "pass")
    #expect(report["description"]?.string?.contains("archive") == true)
    // A visitor would meet a person all the same.
    #expect(report["would_meet_a_person"]?.bool == true)
  }

  @Test func `lines that wait for their transcripts are counted, and warn when they are old`() throws {
    var storage = StorageReading()
    storage.unwritten = Backlog(count: 12, age: .seconds(4))
    #expect(try report(storage).0 == .pass)
    storage.unwritten.age = .seconds(7)
    let (verdict, report) = try report(storage)
    #expect(verdict == .warn)
    #expect(report["checks"]?["transcripts:unwritten"]?.elements?.first?["observedValue"]?.int == 12)
    #expect(report["description"]?.string?.contains("12 lines") == true)
  }

  @Test func `a file system without room fails, though the journal has some left`() throws {
    var storage = StorageReading()
    storage.isFull = true
    let (verdict, report) = try report(storage)
    #expect(verdict == .fail)
    #expect(report["checks"]?["storage:writable"]?.elements?.first?["status"]?.string == "fail")
    #expect(report["would_meet_a_person"]?.bool == false)
  }

  @Test func `a proxy that is not trusted and a clock that was set are said in words`() throws {
    let step = ClockStep(.seconds(-259_200), calendar: Instant(milliseconds: 1_795_356_000_000))
    let around = Health.Surroundings(proxy: "start it with --trusted-proxies 10.0.0.2", clockStep: step)
    let (verdict, body) = Health.report(
      PublicState.Snapshot(reachability: .reachable(agents: 1)), around, version: "0.1", at: now)
    let checks = try JSONValue(body)["checks"]
    #expect(verdict == .warn)
    #expect(
      checks?["proxy:trusted"]?.elements?.first?["output"]?.string?.contains("--trusted-proxies 10.0.0.2") == true)
    #expect(
      checks?["clock:steps"]?.elements?.first?["output"]?.string?.contains("set 259200 s back at 2026-11-22") == true)
    #expect(try JSONValue(body)["would_meet_a_person"]?.bool == true)
  }
}
