import ChatDomain
import ChatTesting
import Primitives
import Testing

@Suite struct AbsenceTests {
  @Test func `an agent whose network dies keeps the talk for the grace`() {
    var script = Script()
    let (anna, ben) = (script.agentComes("anna"), script.agentComes("ben"))
    let (_, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.play(.agentLeft(anna))
    script.wait(.milliseconds(19_999))
    #expect(script.phase(talk)?.agent == slug("anna"))
    script.wait(.milliseconds(1))
    let last = script.facts(talk).suffix(2)
    #expect(last == [.released(slug("anna"), .absent), .rang(ring: 1, agents: [slug("ben")])])
    #expect(script.rings(ben) == [1, 1], "after words of an agent the rings are counted anew")
  }

  @Test func `coming back within the grace changes nothing`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    let lines = script.facts(talk).count
    script.play(.agentLeft(anna))
    script.wait(.seconds(15))
    _ = script.agentComes("anna")
    script.wait(.seconds(600))
    #expect(script.facts(talk).count == lines)
  }

  @Test func `unanswered words move the talk of an absent agent, but not in a tunnel of ten seconds`() {
    var script = Script()
    let (anna, _) = (script.agentComes("anna"), script.agentComes("ben"))
    let (page, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.play(.agentLeft(anna))
    script.wait(.seconds(3))
    script.visitor(page, says: "Are you there?")
    script.wait(.milliseconds(8_999))
    #expect(script.phase(talk)?.agent == slug("anna"))
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).contains(.released(slug("anna"), .absent)))
  }

  @Test func `late words of the visitor move it one ring later`() {
    var script = Script()
    let (anna, _) = (script.agentComes("anna"), script.agentComes("ben"))
    let (page, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.play(.agentFellSilent(anna))
    script.wait(.seconds(10))
    script.visitor(page, says: "Are you there?")
    script.wait(.milliseconds(5_999))
    #expect(script.phase(talk)?.agent == slug("anna"))
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).contains(.released(slug("anna"), .absent)))
  }

  @Test(arguments: [2, 6, 30]) func `whatever a ring lasts, a tunnel with words in it takes no talk away`(ring: Int64) {
    var script = Script(settings: DeskSettings(ring: .seconds(ring)))
    let (anna, _) = (script.agentComes("anna"), script.agentComes("ben"))
    let (page, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.play(.agentLeft(anna))
    script.visitor(page, says: "Are you there?")
    script.play(.visitorLeft(page))
    script.wait(.seconds(10))
    _ = (script.agentComes("anna"), script.visitorComes())
    script.wait(.seconds(60))
    #expect(script.phase(talk)?.agent == slug("anna"))
    #expect(!script.facts(talk).contains(.hungUp))
  }

  @Test func `a ring moves on at once when its agent goes`() {
    var script = Script()
    let sockets = ["anna", "ben", "cleo"].map { script.agentComes($0) }
    let (_, talk) = script.newTalk()
    script.play(.agentLeft(sockets[0]))
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("ben"), slug("cleo")]))
    script.play(.agentTurnedBell(sockets[1], isOn: false))
    script.play(.agentLeft(sockets[2]))
    #expect(script.facts(talk).last == .waited(.nobodyHere))
  }

  @Test func `a removed agent hands back what they hold`() {
    var script = Script()
    let (anna, _) = (script.agentComes("anna"), script.agentComes("ben"))
    let (_, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    let effects = script.play(.agentRemoved(slug("anna")))
    #expect(effects.first == .hangUp(anna, .signedOut))
    #expect(script.facts(talk).suffix(2) == [.released(slug("anna"), .removed), .rang(ring: 1, agents: [slug("ben")])])
  }

  @Test func `a restart mid-ring loses nothing and rings again when the agent is back`() {
    var script = Script()
    _ = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    let (_, other) = script.newTalk(2)
    script.agent(SocketID(1), says: "Hello", in: other)
    script.wait(.seconds(4))
    script.restart()
    _ = script.visitorComes(1)
    script.wait(.seconds(1))
    let anna = script.agentComes("anna")
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("anna")]))
    #expect(script.phase(other)?.agent == slug("anna"))
    script.agent(anna, says: "Sorry, we were away", in: talk)
    #expect(script.desk.rings.first == 1)
    #expect(script.ledger.violations == [])
  }

  @Test func `a day without a word ends the talk, later words open a new one`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.wait(.seconds(24 * 3_600 - 1))
    #expect(script.phase(talk)?.isEnded == false)
    script.wait(.seconds(1))
    #expect(script.facts(talk).last == .ended(.silence))
    let next = ConversationID(openedBy: script.visitor(page, says: "Hello again"))
    #expect(next != talk)
    #expect(script.rings(anna).count == 2)
  }
}
