import ChatDomain
import ChatTesting
import Primitives
import Testing

/// Killed at any step of a ring: no chat is lost, none answered twice, and the clock goes on from the first words.
@Suite struct RestartTests {
  enum Step: CaseIterable { case waiting, ringing, betweenRings, pickedUp, answered }

  @Test(arguments: Step.allCases, [0, 1_500, 7_000]) func `the clock runs from the first words`(step: Step, down: Int) {
    var script = Script()
    var anna = SocketID(0)
    if step != .waiting { anna = come(&script)[0] }
    let (_, talk) = script.newTalk()
    let since = script.now
    script.wait(.seconds(2))
    if step == .betweenRings { script.wait(.seconds(4)) }
    if step == .pickedUp || step == .answered { script.play(.agent(anna, talk, .pickUp)) }
    if step == .answered { script.agent(anna, says: "Hello", in: talk) }
    let before = script.facts(talk)
    script.restart()
    #expect(script.desk.summary(of: talk)?.since == since)
    #expect(script.facts(talk) == before, "nothing happens before people are back")
    script.wait(.milliseconds(Int64(down) / 10))
    anna = come(&script)[0]
    _ = script.visitorComes()
    if step != .answered { finish(&script, talk, anna) }
    #expect(script.ledger.violations == [])
    let answer = script.ledger.conversations[talk]?.answer
    guard case .words(let at, slug("anna")) = answer else {
      return #expect(Bool(false), "\(String(describing: answer))")
    }
    #expect(at - since <= script.now - since)
    #expect(script.facts(talk).filter { if case .said = $0 { true } else { false } }.count == 2)
    // Counted by the first words' clock, whenever the server was restarted.
    let expected = step == .answered ? 0 : 1
    #expect(script.desk.rings.all == expected)
    if expected == 1 {
      let ring = (at - since).count / 6_000
      #expect([script.desk.rings.first, script.desk.rings.second, script.desk.rings.third][Int(ring)] == 1)
    }
  }

  @Test(arguments: Step.allCases) func `nobody comes back: everything that waits still waits`(step: Step) {
    var script = Script()
    let anna = come(&script)[0]
    if step == .waiting { for console in [1, 2, 3] { script.play(.agentLeft(SocketID(UInt64(console)))) } }
    let (_, talk) = script.newTalk()
    if step == .betweenRings { script.wait(.seconds(6)) }
    if step == .pickedUp { script.play(.agent(anna, talk, .pickUp)) }
    if step == .answered { script.agent(anna, says: "Hello", in: talk) }
    script.restart()
    script.wait(.seconds(30))
    // Who has been answered waits for nobody: that talk rests with its agent.
    if step == .answered { return #expect(script.phase(talk)?.agent == slug("anna")) }
    guard case .waiting(.nobodyHere) = script.phase(talk) else {
      return #expect(Bool(false), "\(String(describing: script.phase(talk)))")
    }
    _ = come(&script)
    guard case .ringing = script.phase(talk) else { return #expect(Bool(false), "it rings when somebody comes") }
    #expect(script.ledger.violations == [])
  }

  private func come(_ script: inout Script) -> [SocketID] {
    ["anna", "ben", "cleo"].map { script.agentComes($0) }
  }

  private func finish(_ script: inout Script, _ talk: ConversationID, _ anna: SocketID) {
    script.wait(.seconds(1))
    script.play(.agent(anna, talk, .pickUp))
    script.wait(.seconds(1))
    script.agent(anna, says: "Hello", in: talk)
  }
}
