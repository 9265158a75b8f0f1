import ChatDomain
import ChatTesting
import Primitives
import Testing

@Suite struct RingingTests {
  @Test func `two visitors at once ring one agent twice`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (_, first) = script.newTalk(1)
    let (_, second) = script.newTalk(2)
    #expect(script.rings(anna) == [1, 1])
    script.play(.agent(anna, first, .pickUp))
    script.play(.agent(anna, second, .pickUp))
    #expect(script.phase(first)?.agent == slug("anna"))
    #expect(script.phase(second)?.agent == slug("anna"))
    let (_, third) = script.newTalk(3)
    #expect(script.rings(anna) == [1, 1, 1], "full is no reason to leave a bell still")
    #expect(script.facts(third).last == .rang(ring: 1, agents: [slug("anna")]))
  }

  @Test func `of three agents each is rung by one of three visitors who come at once`() {
    var script = Script()
    let consoles = ["anna", "ben", "cleo"].map { script.agentComes($0) }
    for visitor in UInt64(1)...3 { _ = script.newTalk(visitor) }
    #expect(consoles.map { script.rings($0) } == [[1], [1], [1]])
  }

  @Test func `two agents press at once and one wins`() {
    var script = Script()
    let (anna, ben) = (script.agentComes("anna"), script.agentComes("ben"))
    let (_, talk) = script.newTalk()
    #expect(script.rings(anna) == [1] && script.rings(ben) == [1])
    script.play(.agent(ben, talk, .pickUp))
    script.play(.agent(anna, talk, .pickUp))
    #expect(script.phase(talk)?.agent == slug("ben"))
    #expect(script.consoles[anna]?.last == .taken(talk, by: Profile(id: slug("ben"), name: "Ben")))
    script.agent(anna, says: "me too", in: talk)
    #expect(script.refusals(console: anna) == [.notYourTalk])
  }

  @Test func `A is silent and B answers on the second ring`() {
    var script = Script()
    for name in ["anna", "ben", "cleo"] { _ = script.agentComes(name) }
    let (_, talk) = script.newTalk()
    guard case .ringing(1, _, let first) = script.phase(talk) else { return #expect(Bool(false)) }
    #expect(first == [slug("anna")])
    script.wait(.milliseconds(5_999))
    #expect(script.facts(talk).count == 3)
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("anna"), slug("ben"), slug("cleo")]))
    script.wait(.milliseconds(4_000))
    let ben = SocketID(2)
    script.agent(ben, says: "Hello, it is Ben", in: talk)
    #expect(script.facts(talk).suffix(2) == [.pickedUp(ring: 2), .said(Body(text: "Hello, it is Ben"))])
    #expect(script.desk.rings.second == 1)
  }

  @Test func `a pick-up without words is void after one ring, and the others are rung first`() {
    var script = Script()
    let (anna, ben) = (script.agentComes("anna"), script.agentComes("ben"))
    let (_, talk) = script.newTalk()
    script.wait(.seconds(2))
    script.play(.agent(anna, talk, .pickUp))
    script.wait(.milliseconds(5_999))
    #expect(script.phase(talk)?.agent == slug("anna"))
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).suffix(2) == [.released(slug("anna"), .silent), .rang(ring: 2, agents: [slug("ben")])])
    #expect(script.rings(ben) == [1, 2] && script.rings(anna) == [1])
    script.wait(.seconds(6))
    #expect(script.facts(talk).last == .rang(ring: 3, agents: [slug("anna"), slug("ben")]))
  }

  @Test func `typing holds a pick-up, words keep it`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    script.play(.agent(anna, talk, .pickUp))
    script.wait(.seconds(5))
    script.play(.agent(anna, talk, .type(isTyping: true)))
    script.wait(.milliseconds(5_999))
    #expect(script.phase(talk)?.agent == slug("anna"))
    script.agent(anna, says: "Here I am", in: talk)
    script.wait(.seconds(3_600))
    #expect(script.phase(talk)?.agent == slug("anna"))
  }

  @Test func `declining passes the ring on at once`() {
    var script = Script()
    let sockets = ["anna", "ben", "cleo"].map { script.agentComes($0) }
    let (_, talk) = script.newTalk()
    script.play(.agent(sockets[0], talk, .decline))
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("ben"), slug("cleo")]))
    script.play(.agent(sockets[1], talk, .decline))
    script.play(.agent(sockets[2], talk, .decline))
    #expect(script.facts(talk).count == 4, "nobody is left, so this ring runs out in quiet")
    script.wait(.seconds(6))
    #expect(script.facts(talk).last == .rang(ring: 3, agents: [slug("anna"), slug("ben"), slug("cleo")]))
  }

  @Test func `nobody is here and then somebody, in order of arrival`() {
    var script = Script()
    let (page, first) = script.newTalk(1)
    let (_, second) = script.newTalk(2)
    #expect(script.phase(first) == .waiting(.nobodyHere))
    #expect(script.desk.reachability == .nobodyHere)
    script.wait(.seconds(600))
    let anna = script.agentComes("anna", capacity: 1)
    let rung = script.consoles[anna]?.compactMap { if case .ring(let id, _, _, _) = $0 { id } else { nil } }
    #expect(rung == [first, second])
    script.agent(anna, says: "Good morning", in: first)
    #expect(script.facts(second).last == .rang(ring: 1, agents: [slug("anna")]))
    #expect(script.desk.rings.later == 1, "the clock began with the first words")
    script.wait(.milliseconds(100))
    #expect(script.pages[page]?.contains(.here([Profile(id: slug("anna"), name: "Anna")])) == true)
  }

  @Test func `the agent who knows the visitor is rung first`() {
    var script = Script()
    let sockets = ["anna", "ben", "cleo"].map { script.agentComes($0) }
    let (page, talk) = script.newTalk()
    script.agent(sockets[2], says: "Hello", in: talk)
    script.play(.agent(sockets[2], talk, .end))
    script.wait(.seconds(60))
    let again = ConversationID(openedBy: script.visitor(page, says: "One more thing"))
    #expect(script.facts(again).last == .rang(ring: 1, agents: [slug("cleo")]))
  }

  @Test func `a visitor who leaves mid-ring hangs up after the grace, and rings again on return`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.wait(.seconds(1))
    script.play(.visitorLeft(page))
    script.wait(.milliseconds(59_999))
    #expect(!script.facts(talk).contains(.hungUp))
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).suffix(2) == [.hungUp, .waited(.visitorAway)])
    #expect(script.desk.rings.hungUp == 1)
    let heard = script.rings(anna).count
    script.wait(.seconds(600))
    #expect(script.rings(anna).count == heard)
    _ = script.visitorComes()
    #expect(script.rings(anna).count == heard + 1)
  }

  @Test func `a page change mid-ring changes nothing`() {
    var script = Script()
    _ = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.play(.visitorLeft(page))
    script.wait(.seconds(2))
    _ = script.visitorComes()
    script.wait(.seconds(90))
    #expect(!script.facts(talk).contains(.hungUp))
  }

  @Test func `a ring of another length on another site`() {
    var script = Script(settings: DeskSettings(siteRings: [Script.site: .seconds(10)]))
    _ = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    script.wait(.milliseconds(9_999))
    #expect(script.facts(talk).count == 3)
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).count == 4)
  }
}
