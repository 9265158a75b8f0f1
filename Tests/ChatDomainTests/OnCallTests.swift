import ChatDomain
import ChatTesting
import Primitives
import Testing

/// On call: rung at a console from the third ring on, and called wherever they are when they are at none.
@Suite struct OnCallTests {
  @Test func `the third ring calls whoever is on call, once`() {
    var script = staffed(onCall: ["zoe"])
    let (_, talk) = script.newTalk()
    script.wait(.milliseconds(11_999))
    #expect(script.calls == [])
    script.wait(.milliseconds(1))
    #expect(script.calls == [Script.Call(agents: [slug("zoe")], conversation: talk, ring: 3)])
    script.wait(.seconds(60))
    #expect(script.calls.count == 1)
  }

  @Test func `whoever answers in time spares them`() {
    var script = staffed(onCall: ["zoe"])
    let (_, talk) = script.newTalk()
    script.wait(.seconds(10))
    script.agent(SocketID(1), says: "Hello", in: talk)
    script.wait(.seconds(600))
    #expect(script.calls == [])
  }

  @Test func `at a console off the bell they are rung there with the third ring`() {
    var script = staffed(onCall: ["zoe"])
    let zoe = script.agentComes("zoe", onBell: false)
    let (_, talk) = script.newTalk()
    script.wait(.seconds(6))
    #expect(script.rings(zoe) == [])
    script.wait(.seconds(6))
    #expect(script.rings(zoe) == [3])
    #expect(script.facts(talk).last == .rang(ring: 3, agents: ["anna", "ben", "cleo", "zoe"].map { slug($0) }))
    #expect(script.calls == [])
  }

  @Test func `nobody on the bell: on call at a console they are rung at once`() {
    var script = staffed(onCall: ["zoe"], on: [])
    let zoe = script.agentComes("zoe", onBell: false)
    #expect(script.desk.reachability == .unattended)
    _ = script.newTalk()
    #expect(script.rings(zoe) == [1])
    #expect(script.ledger.violations == [])
  }

  @Test func `nobody anywhere: they are called when a third ring would come`() {
    var script = staffed(onCall: ["zoe"], on: [])
    let (_, talk) = script.newTalk()
    #expect(script.phase(talk) == .waiting(.nobodyHere))
    script.wait(.milliseconds(11_999))
    #expect(script.calls == [])
    script.wait(.milliseconds(1))
    #expect(script.calls.map(\.agents) == [[slug("zoe")]])
    script.wait(.seconds(3_600))
    #expect(script.calls.count == 1)
    let zoe = script.agentComes("zoe")
    #expect(script.rings(zoe) == [1])
  }

  @Test func `after a restart they are called all the same`() {
    var script = staffed(onCall: ["zoe"], on: [])
    _ = script.newTalk()
    script.wait(.seconds(5))
    script.restart()
    enlist(&script, onCall: ["zoe"])
    script.wait(.seconds(7))
    #expect(script.calls.count == 1)
  }

  @Test func `a talk that was picked up and falls back calls anew`() {
    var script = staffed(onCall: ["zoe"])
    let (_, talk) = script.newTalk()
    script.wait(.seconds(12))
    script.play(.agent(SocketID(1), talk, .pickUp))
    script.wait(.seconds(6))
    #expect(script.calls.map(\.ring) == [3, 4])
  }

  @Test func `whoever is not on call is never called`() {
    var script = staffed(onCall: [], on: [])
    _ = script.newTalk()
    script.wait(.seconds(60))
    #expect(script.calls == [])
  }

  private func staffed(onCall: [String], on: [String] = ["anna", "ben", "cleo"]) -> Script {
    var script = Script()
    for name in on { _ = script.agentComes(name) }
    enlist(&script, onCall: onCall)
    return script
  }

  private func enlist(_ script: inout Script, onCall: [String]) {
    script.play(.agentRenamed(Profile(id: slug("zoe"), name: "Zoe")))
    script.play(.rosterChanged(Roster(onCall: Set(onCall.map { slug($0) }))))
  }
}
