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

  @Test(arguments: [(Reachability.nobodyHere, "nobodyHere"), (.everyoneBusy, "everyoneBusy")])
  func `nobody could be rung: it warns and says why`(reachability: Reachability, why: String) throws {
    let (verdict, report) = try report(reachability)
    #expect(verdict == .warn)
    #expect(report["status"]?.string == "warn")
    #expect(report["would_meet_a_person"]?.bool == false)
    #expect(report["checks"]?["promise:reachable"]?.elements?.first?["observedValue"]?.string == why)
    #expect(report["checks"]?["storage:writable"]?.elements?.first?["status"]?.string == "pass")
  }

  @Test(arguments: [Reachability.reachable(agents: 2), .nobodyHere, .everyoneBusy])
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
}
