import ChatDomain
import ChatTesting
import Primitives
import Testing

/// Talks that take no place of their agent's, and what rings when words come into them.
@Suite struct RestingTests {
  @Test func `words into a resting talk ring its agent, then everybody`() throws {
    var script = Script()
    let (anna, pages, talks) = script.busy()
    let ben = script.agentComes("ben")
    script.wait(.seconds(400))
    script.visitor(pages[0], says: "One more thing")
    #expect(script.facts(talks[0]).last == .rang(ring: 1, agents: [slug("anna")]))
    #expect(script.rings(ben) == [])
    let told = script.pages[pages[0]]?.last
    guard case .talk(let talk)? = told else { return #expect(Bool(false), "\(String(describing: told))") }
    #expect(talk.state == .ringing(ring: 1, [Profile(id: slug("anna"), name: "Anna")]))
    script.wait(.seconds(6))
    #expect(script.facts(talks[0]).last == .rang(ring: 2, agents: [slug("anna"), slug("ben")]))
    script.agent(anna, says: "Yes?", in: talks[0])
    #expect(script.phase(talks[0])?.agent == slug("anna") && script.rests(talks[0]) == false)
    #expect(script.ledger.violations == [])
  }

  @Test func `an agent with one place left is not full for the talk that wakes`() {
    var script = Script()
    let (_, pages, talks) = script.busy()
    _ = script.agentComes("ben")
    script.visitor(pages[0], says: "And in blue?")
    script.wait(.seconds(400))
    #expect(script.rests(talks[0]) == false && script.rests(talks[1]) == true)
    script.visitor(pages[1], says: "One more thing")
    #expect(script.facts(talks[1]).last == .rang(ring: 1, agents: [slug("anna")]))
  }

  @Test func `a resting talk's agent who does not acknowledge costs two seconds`() {
    var script = Script()
    let (anna, pages, talks) = script.busy()
    _ = script.agentComes("ben")
    script.wait(.seconds(300))
    script.hearing = .but([anna])
    script.visitor(pages[0], says: "One more thing")
    script.wait(.seconds(2))
    #expect(script.ringing(talks[0])?.agents == [slug("ben")])
  }

  @Test func `a resting talk whose agent is away or full rings everybody`() {
    var script = Script()
    let (anna, pages, talks) = script.busy()
    let ben = script.agentComes("ben")
    script.wait(.seconds(300))
    script.play(.agentLeft(anna))
    script.wait(.seconds(60))
    #expect(script.phase(talks[0])?.agent == slug("anna"), "nobody waits: it stays with her")
    script.visitor(pages[0], says: "Still there?")
    #expect(script.facts(talks[0]).last == .rang(ring: 1, agents: [slug("ben")]))
    let again = script.agentComes("anna", capacity: 0)
    script.visitor(pages[1], says: "Hello?")
    #expect(script.ringing(talks[1])?.agents == [slug("ben")])
    #expect(script.rings(again) == [] && script.rings(ben).count == 2)
  }

  @Test func `a resting talk rings its agent who is off the bell, and goes on from there`() {
    var script = Script()
    let (anna, pages, talks) = script.busy()
    script.wait(.seconds(300))
    script.play(.agentTurnedBell(anna, isOn: false))
    script.visitor(pages[0], says: "One more thing")
    #expect(script.facts(talks[0]).last == .rang(ring: 1, agents: [slug("anna")]))
    script.wait(.seconds(6))
    #expect(script.phase(talks[0]) == .waiting(.nobodyHere))
  }

  @Test func `a visitor who comes back to unanswered words in a resting talk is rung for`() {
    var script = Script()
    let (_, pages, talks) = script.busy()
    script.visitor(pages[0], says: "And in blue?")
    script.play(.visitorLeft(pages[0]))
    script.wait(.seconds(700))
    #expect(script.rests(talks[0]) == true)
    _ = script.visitorComes(1)
    #expect(script.facts(talks[0]).last == .rang(ring: 1, agents: [slug("anna")]))
  }

  @Test func `a visitor who comes back to an answered talk rings nobody`() {
    var script = Script()
    let (_, pages, talks) = script.busy()
    script.play(.visitorLeft(pages[0]))
    script.wait(.seconds(60))
    let page = script.visitorComes(1)
    #expect(script.rests(talks[0]) == false)
    script.play(.visitorLeft(page))
    script.wait(.seconds(600))
    _ = script.visitorComes(1)
    #expect(script.rests(talks[0]) == true)
    #expect(script.facts(talks[0]).count == 5)
  }

  @Test func `rests survive a restart, and their words ring after it`() {
    var script = Script()
    let (_, pages, talks) = script.busy()
    script.visitor(pages[0], says: "Thanks!")
    script.wait(.seconds(3 * 3_600))
    script.restart()
    _ = script.agentComes("anna")
    #expect(talks.allSatisfy { script.rests($0) == true })
    #expect(script.desk.reachability == .reachable(agents: 1))
    let back = script.visitorComes(2)
    script.visitor(back, says: "One more thing")
    #expect(script.ringing(talks[1])?.agents == [slug("anna")])
    #expect(script.ringing(talks[1])?.ring == 1)
    #expect(script.ledger.violations == [])
  }

  @Test func `a resting talk of a removed agent rings nobody until its visitor writes`() {
    var script = Script()
    let (_, pages, talks) = script.busy()
    let ben = script.agentComes("ben")
    script.wait(.seconds(300))
    script.play(.agentRemoved(slug("anna")))
    script.wait(.seconds(60))
    #expect(script.rings(ben) == [])
    #expect(script.phase(talks[0]) == .waiting(.visitorAway))
    script.visitor(pages[0], says: "Hello?")
    #expect(script.ringing(talks[0])?.agents == [slug("ben")])
  }

  @Test func `a talk that its agent lost rings until nobody is in the middle of it any more`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    let ben = script.agentComes("ben")
    script.play(.agentLeft(anna))
    script.wait(.seconds(20))
    #expect(script.ringing(talk)?.agents == [slug("ben")])
    script.wait(.seconds(280))
    #expect(script.phase(talk) == .waiting(.visitorAway))
    let rings = script.rings(ben).count
    script.wait(.seconds(600))
    #expect(script.rings(ben).count == rings)
    script.visitor(page, says: "Are you back?")
    #expect(script.rings(ben).count == rings + 1)
    #expect(script.ledger.violations == [])
  }

  @Test func `a helper's talk rests and rings who has it`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    let ben = script.agentComes("ben")
    script.agent(anna, asks: "ben", into: talk, as: .help)
    script.play(.agent(ben, talk, .join))
    script.wait(.seconds(300))
    #expect(script.rests(talk) == true)
    script.visitor(page, says: "One more thing")
    #expect(script.facts(talk).last == .rang(ring: 1, agents: [slug("anna")]))
    script.agent(anna, says: "Yes?", in: talk)
    #expect(script.agents(in: talk) == [slug("anna")])
  }

  @Test func `a day without a word ends a resting talk, and its agent keeps nothing of it`() {
    var script = Script()
    let (_, _, talks) = script.busy()
    script.wait(.seconds(24 * 3_600))
    #expect(talks.allSatisfy { script.phase($0)?.isEnded == true })
    #expect(script.desk.reachability == .unattended || script.desk.reachability == .reachable(agents: 1))
    #expect(script.ledger.violations == [])
  }
}
