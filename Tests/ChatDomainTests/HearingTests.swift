import ChatDomain
import ChatTesting
import Primitives
import Testing

/// A ring counts where it sounds: consoles acknowledge it, and one that missed a beat is not rung.
@Suite struct HearingTests {
  @Test func `a ring that was not acknowledged in two seconds passes on`() {
    var script = Script()
    let anna = script.agentComes("anna")
    for name in ["ben", "cleo"] { _ = script.agentComes(name) }
    script.hearing = .but([anna])
    let (_, talk) = script.newTalk()
    #expect(script.facts(talk).last == .rang(ring: 1, agents: [slug("anna")]))
    script.wait(.milliseconds(1_999))
    #expect(script.facts(talk).count == 3)
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("ben"), slug("cleo")]))
    #expect(script.ledger.violations == [])
  }

  @Test func `an acknowledged ring lasts to its end`() {
    var script = Script()
    for name in ["anna", "ben", "cleo"] { _ = script.agentComes(name) }
    let (_, talk) = script.newTalk()
    script.wait(.milliseconds(5_999))
    #expect(script.facts(talk).count == 3)
  }

  @Test func `of two, the one who was not reached is named no more`() {
    var script = Script()
    let (anna, _) = (script.agentComes("anna"), script.agentComes("ben"))
    script.hearing = .but([anna])
    let (_, talk) = script.newTalk()
    script.wait(.seconds(2))
    #expect(ringing(script, talk) == [slug("ben")])
    #expect(script.facts(talk).last == .rang(ring: 1, agents: [slug("anna"), slug("ben")]))
    script.play(.agent(anna, talk, .heard(ring: 1)))
    #expect(ringing(script, talk) == [slug("anna"), slug("ben")])
  }

  @Test func `nobody is reached: the ring runs out, and the next one rings for all`() {
    var script = Script()
    let (anna, ben) = (script.agentComes("anna"), script.agentComes("ben"))
    script.hearing = .but([anna, ben])
    let (_, talk) = script.newTalk()
    script.wait(.milliseconds(5_999))
    #expect(script.facts(talk).count == 3)
    #expect(ringing(script, talk) == [])
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("anna"), slug("ben")]))
  }

  @Test func `closed lids do not pass a visitor to and fro`() {
    var script = Script()
    let deaf = ["anna", "ben", "cleo"].map { script.agentComes($0) }
    script.hearing = .but(deaf)
    let (_, talk) = script.newTalk()
    script.wait(.milliseconds(5_999))
    // One ring for the first, one for the two others two seconds later, and then quiet until that one's end.
    #expect(script.facts(talk).count == 4)
  }

  @Test func `an acknowledgement of another ring or of somebody not rung changes nothing`() {
    var script = Script()
    let (anna, cleo) = (script.agentComes("anna"), script.agentComes("cleo", onBell: false))
    script.hearing = .but([anna])
    let (_, talk) = script.newTalk()
    script.play(.agent(anna, talk, .heard(ring: 7)))
    script.play(.agent(cleo, talk, .heard(ring: 1)))
    script.play(.agent(SocketID(99), talk, .heard(ring: 1)))
    script.wait(.seconds(2))
    #expect(ringing(script, talk) == [])
  }

  @Test func `a console that missed a beat is off the bell at once and its rings move on`() {
    var script = Script()
    let anna = script.agentComes("anna")
    for name in ["ben", "cleo"] { _ = script.agentComes(name) }
    let (_, talk) = script.newTalk()
    script.play(.agentFellSilent(anna))
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("ben"), slug("cleo")]))
    #expect(presence(script, "anna") == .gone)
    script.play(.agentAnswered(anna))
    #expect(presence(script, "anna") == .onBell)
  }

  @Test func `a tunnel of ten seconds takes no talk away`() {
    var script = Script()
    let (anna, _) = (script.agentComes("anna"), script.agentComes("ben"))
    let (_, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.play(.agentFellSilent(anna))
    script.wait(.seconds(10))
    script.play(.agentAnswered(anna))
    script.wait(.seconds(60))
    #expect(script.phase(talk)?.agent == slug("anna"))
  }

  @Test func `after the grace the talk of a silent console moves`() {
    var script = Script()
    let (anna, _) = (script.agentComes("anna"), script.agentComes("ben"))
    let (_, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.play(.agentFellSilent(anna))
    script.wait(.seconds(20))
    #expect(script.facts(talk).contains(.released(slug("anna"), .absent)))
  }

  @Test func `another device that answers keeps its agent on the bell`() {
    var script = Script()
    let (desk, phone) = (script.agentComes("anna"), script.agentComes("anna"))
    script.play(.agentFellSilent(desk))
    #expect(presence(script, "anna") == .onBell)
    script.play(.agentLeft(phone))
    #expect(presence(script, "anna") == .gone)
    script.play(.agentAnswered(desk))
    #expect(presence(script, "anna") == .onBell)
  }

  @Test func `whoever waits is rung for when a silent console answers again`() {
    var script = Script()
    let anna = script.agentComes("anna")
    script.play(.agentFellSilent(anna))
    let (_, talk) = script.newTalk()
    #expect(script.phase(talk) == .waiting(.nobodyHere))
    script.play(.agentAnswered(anna))
    #expect(script.facts(talk).last == .rang(ring: 1, agents: [slug("anna")]))
  }

  private func ringing(_ script: Script, _ talk: ConversationID) -> [AgentID]? {
    guard case .ringing(_, _, let agents, _) = script.desk.summary(of: talk)?.state else { return nil }
    return agents
  }

  private func presence(_ script: Script, _ name: String) -> Presence? {
    script.desk.team.first { $0.profile.id.text == name }?.presence
  }
}
