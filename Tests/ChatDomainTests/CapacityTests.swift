import ChatDomain
import ChatTesting
import Primitives
import Testing

/// Which talks fill an agent, and that a full one is rung all the same.
@Suite struct CapacityTests {
  @Test func `two talks are answered and both visitors have gone: the third rings at once, aloud`() throws {
    var script = Script()
    let (anna, pages, talks) = script.busy()
    for page in pages { script.play(.visitorLeft(page)) }
    #expect(talks.allSatisfy { script.rests($0) == true })
    #expect(script.desk.reachability == .reachable(agents: 1))
    let (_, third) = script.newTalk(3)
    let ring = try #require(script.ringing(third))
    #expect(ring.agents == [slug("anna")] && !ring.isSoft)
    #expect(script.soft(anna).last == false)
  }

  @Test func `answered talks on pages left open rest five minutes after the last words`() throws {
    var script = Script()
    let (_, _, talks) = script.busy()
    script.wait(.milliseconds(299_999))
    #expect(talks.allSatisfy { script.rests($0) == false })
    #expect(script.desk.reachability == .everyoneBusy(agents: 1))
    script.wait(.milliseconds(1))
    #expect(talks.allSatisfy { script.rests($0) == true })
    #expect(script.desk.reachability == .reachable(agents: 1))
  }

  @Test func `unanswered words want their agent until ten minutes after the visitor left`() {
    var script = Script()
    let (_, pages, talks) = script.busy()
    script.visitor(pages[0], says: "And in blue?")
    script.wait(.seconds(3_600))
    #expect(script.rests(talks[0]) == false, "the visitor is still there")
    script.play(.visitorLeft(pages[0]))
    script.wait(.milliseconds(599_999))
    #expect(script.rests(talks[0]) == false)
    script.wait(.milliseconds(1))
    #expect(script.rests(talks[0]) == true)
  }

  @Test func `with everybody full it rings everybody softly, by the same clock`() throws {
    var script = Script()
    let anna = script.busy("anna", from: 1).console
    let ben = script.agentComes("ben", capacity: 0)
    let cleo = script.agentComes("cleo", capacity: 0)
    let (page, talk) = script.newTalk(9)
    let all: [AgentID] = [slug("anna"), slug("ben"), slug("cleo")]
    let ring = try #require(script.ringing(talk))
    #expect(ring.ring == 1 && ring.agents == all && ring.isSoft)
    for console in [anna, ben, cleo] { #expect(script.soft(console).last == true) }
    #expect(
      script.pages[page]?.contains {
        if case .talk(let talk) = $0 { talk.state == .ringing(ring: 1, script.desk.here) } else { false }
      } == true)
    #expect(script.desk.here.map(\.id) == all)
    script.wait(.milliseconds(5_999))
    #expect(script.facts(talk).count == 3)
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).last == .rang(ring: 2, agents: all))
    script.wait(.seconds(3))
    script.agent(ben, says: "One moment, I am here", in: talk)
    #expect(script.desk.rings.second == 1)
  }

  @Test func `a full console that does not acknowledge a soft ring is given up after two seconds`() {
    var script = Script()
    let anna = script.busy().console
    _ = script.agentComes("ben", capacity: 0)
    script.hearing = .but([anna])
    let (_, talk) = script.newTalk(9)
    script.wait(.seconds(2))
    #expect(script.ringing(talk)?.agents == [slug("ben")])
  }

  @Test func `who gets room is rung aloud and alone by the next ring`() {
    var script = Script()
    let (anna, _, talks) = script.busy()
    _ = script.agentComes("ben", capacity: 0)
    let (_, talk) = script.newTalk(9)
    script.play(.agent(anna, talks[0], .end))
    script.wait(.seconds(6))
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("anna")]))
    #expect(script.soft(anna).last == false)
  }

  @Test func `picking up the last one she holds leaves the others on her bell`() {
    var script = Script()
    let anna = script.agentComes("anna", capacity: 1)
    let (_, first) = script.newTalk(1)
    let (_, second) = script.newTalk(2)
    script.agent(anna, says: "Hello", in: first)
    #expect(script.ringing(second)?.agents == [slug("anna")])
    #expect(script.ringing(second)?.isSoft == true)
    script.wait(.seconds(6))
    #expect(script.facts(second).last == .rang(ring: 2, agents: [slug("anna")]))
  }

  @Test func `a talk that an older server left waiting for room rings now`() {
    let desk = Desk()
    let now = Script().now
    let mid = MessageID(at: now, random: (7, 0))
    var conversation = Conversation(id: ConversationID(openedBy: mid))
    let arrival = Script.arrival(1)
    let opening = Opening(site: arrival.site, visitor: arrival.visitor, place: arrival.place)
    let facts: [(Fact, Author)] = [
      (.opened(opening), .visitor), (.said(Body(text: "Hi!")), .visitor), (.waited(.everyoneBusy), .desk),
    ]
    for (index, (fact, author)) in facts.enumerated() {
      let line = index == 1 ? mid : conversation.id.line(index + 1)
      conversation.apply(Entry(seq: index + 1, mid: line, at: now, by: author, name: "", fact: fact))
    }
    desk.restore(conversation, at: now)
    let anna = Profile(id: slug("anna"), name: "Anna")
    _ = desk.handle(.agentCame(SocketID(1), anna, capacity: 0, resume: []), at: now)
    _ = desk.handle(.agentTurnedBell(SocketID(1), isOn: true), at: now)
    #expect(desk.conversation(conversation.id)?.phase == .ringing(ring: 1, since: now, agents: [slug("anna")]))
  }

  @Test func `one who is not proved to be there never stands before a full one who is`() {
    var script = Script(settings: DeskSettings(attention: .seconds(60)))
    let ben = script.agentComes("ben")
    script.wait(.seconds(61))
    let anna = script.agentComes("anna", capacity: 0)
    let (_, talk) = script.newTalk()
    #expect(script.ringing(talk)?.agents == [slug("anna")])
    #expect(script.desk.reachability == .everyoneBusy(agents: 1))
    script.wait(.seconds(12))
    #expect(script.ringing(talk)?.agents == [slug("anna"), slug("ben")], "the third ring is for all")
    #expect(script.soft(anna).last == true && script.soft(ben).last == false)
  }
}
