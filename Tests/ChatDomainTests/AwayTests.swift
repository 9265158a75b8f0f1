import ChatDomain
import ChatTesting
import Primitives
import Testing

/// When a visitor reads that the agent in their talk is away.
@Suite struct AwayTests {
  private func talking() -> (Script, anna: SocketID, page: SocketID, talk: ConversationID) {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    return (script, anna, page, talk)
  }

  private func saysAway(_ script: Script, _ page: SocketID) -> Bool? {
    for notice in (script.pages[page] ?? []).reversed() {
      if case .talk(let talk) = notice, case .active(_, _, _, let isAway) = talk.state { return isAway }
    }
    return nil
  }

  @Test func `three seconds after the last page closed, and back at once`() {
    var (script, anna, page, talk) = talking()
    script.play(.agentLeft(anna))
    script.wait(.milliseconds(2_999))
    #expect(saysAway(script, page) == false)
    script.wait(.milliseconds(1))
    #expect(saysAway(script, page) == true)
    _ = script.agentComes("anna")
    #expect(saysAway(script, page) == false)
    #expect(script.phase(talk)?.agent == slug("anna"))
  }

  @Test func `a page that is only loaded again is no absence`() {
    var (script, anna, page, _) = talking()
    let told = script.pages[page]?.count
    script.play(.agentLeft(anna))
    script.wait(.seconds(2))
    _ = script.agentComes("anna")
    script.wait(.milliseconds(50))
    #expect(script.pages[page]?.count == told)
  }

  @Test func `a missed beat is told at once`() {
    var (script, anna, page, _) = talking()
    script.play(.agentFellSilent(anna))
    script.wait(.milliseconds(0))
    #expect(saysAway(script, page) == true)
    script.play(.agentAnswered(anna))
    #expect(saysAway(script, page) == false)
  }

  @Test func `a page that comes later reads it too, and the talk moves after twenty seconds`() {
    var (script, anna, _, talk) = talking()
    _ = script.agentComes("ben")
    script.play(.agentLeft(anna))
    script.wait(.seconds(5))
    let other = script.visitorComes(1)
    guard case .welcome(_, let welcome)? = script.pages[other]?.first else { return #expect(Bool(false)) }
    let profile = Profile(id: slug("anna"), name: "Anna")
    #expect(welcome?.state == .active(profile, isAway: true))
    script.wait(.milliseconds(14_999))
    #expect(script.phase(talk)?.agent == slug("anna"))
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).suffix(2) == [.released(slug("anna"), .absent), .rang(ring: 1, agents: [slug("ben")])])
  }

  @Test func `the agent of a resting talk is away, too`() {
    var (script, anna, page, _) = talking()
    script.wait(.seconds(400))
    script.play(.agentLeft(anna))
    script.wait(.seconds(60))
    #expect(saysAway(script, page) == true)
  }
}
