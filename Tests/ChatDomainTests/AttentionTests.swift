import ChatDomain
import ChatTesting
import Primitives
import Testing

/// A console that answers is not yet a person: without input for a while its agent is asked, and rung only for want of others.
@Suite struct AttentionTests {
  @Test func `ten minutes without input, and an agent is idle; everybody is told`() {
    var script = Script()
    let (anna, ben) = (script.agentComes("anna"), script.agentComes("ben"))
    script.wait(.seconds(300))
    script.play(.agentActive(ben))
    script.wait(.milliseconds(299_999))
    #expect(presence(script, "anna") == .onBell)
    script.wait(.milliseconds(200))
    #expect(presence(script, "anna") == .idle)
    #expect(presence(script, "ben") == .onBell)
    for console in [anna, ben] { #expect(told(script, console)?["anna"] == .idle) }
    #expect(script.desk.here.map(\.id) == [slug("ben")])
  }

  @Test func `any input ends it at once`() {
    var script = Script()
    let anna = script.agentComes("anna")
    script.wait(.seconds(601))
    #expect(presence(script, "anna") == .idle)
    script.play(.agentActive(anna))
    #expect(presence(script, "anna") == .onBell)
    script.wait(.seconds(599))
    #expect(presence(script, "anna") == .onBell)
    script.wait(.seconds(1))
    #expect(presence(script, "anna") == .idle)
  }

  @Test func `saying "I'm on the bell" and working in a talk are input`() {
    var script = Script(settings: DeskSettings(attention: .seconds(60)))
    let anna = script.agentComes("anna")
    script.wait(.seconds(50))
    script.play(.agentTurnedBell(anna, isOn: true))
    script.wait(.seconds(50))
    let (_, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.wait(.seconds(50))
    script.play(.agent(anna, talk, .type(isTyping: true)))
    script.wait(.seconds(59))
    #expect(presence(script, "anna") == .onBell)
  }

  @Test func `a page that answers by itself proves nothing`() {
    var script = Script(settings: DeskSettings(attention: .seconds(60)))
    let anna = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.wait(.seconds(50))
    script.play(.agent(anna, talk, .heard(ring: 1)))
    script.play(.agent(anna, talk, .see(seq: 3)))
    script.play(.agent(anna, talk, .open(after: 0)))
    script.play(.agent(anna, talk, .type(isTyping: false)))
    script.play(.agentFellSilent(anna))
    script.play(.agentAnswered(anna))
    script.wait(.seconds(10))
    #expect(presence(script, "anna") == .idle)
  }

  @Test func `a page that comes back by itself brings nobody with it`() {
    var script = Script(settings: DeskSettings(attention: .seconds(60)))
    var anna = script.agentComes("anna")
    script.wait(.seconds(40))
    script.play(.agentLeft(anna))
    anna = script.nextSocket()
    script.play(.agentCame(anna, Profile(id: slug("anna"), name: "Anna"), capacity: 2, resume: []))
    script.play(.agentTurnedBell(anna, isOn: true, by: .page))
    #expect(presence(script, "anna") == .onBell)
    script.wait(.seconds(20))
    #expect(presence(script, "anna") == .idle)
    let stranger = script.nextSocket()
    script.play(.agentCame(stranger, Profile(id: slug("zoe"), name: "Zoe"), capacity: 2, resume: []))
    script.play(.agentTurnedBell(stranger, isOn: true, by: .page))
    #expect(presence(script, "zoe") == .idle)
  }

  @Test func `input on one device holds for all`() {
    var script = Script(settings: DeskSettings(attention: .seconds(60)))
    let (desk, phone) = (script.agentComes("anna"), script.agentComes("anna"))
    script.wait(.seconds(59))
    script.play(.agentActive(phone))
    script.wait(.seconds(59))
    #expect(presence(script, "anna") == .onBell)
    script.play(.agentLeft(desk))
    #expect(presence(script, "anna") == .onBell)
  }

  @Test func `who is idle is not rung while somebody else can be`() {
    var script = Script(settings: DeskSettings(attention: .seconds(60)))
    _ = script.agentComes("anna")
    script.wait(.seconds(60))
    let ben = script.agentComes("ben")
    #expect(script.desk.reachability == .reachable(agents: 1))
    let (_, talk) = script.newTalk()
    #expect(script.facts(talk).last == .rang(ring: 1, agents: [slug("ben")]))
    script.play(.agent(ben, talk, .decline))
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("anna")]))
  }

  @Test func `the third ring is for all, also the idle`() {
    var script = Script(settings: DeskSettings(attention: .seconds(60)))
    _ = script.agentComes("anna")
    script.wait(.seconds(60))
    _ = script.agentComes("ben")
    let (_, talk) = script.newTalk()
    script.wait(.seconds(6))
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("ben")]))
    script.wait(.seconds(6))
    #expect(script.facts(talk).last == .rang(ring: 3, agents: [slug("anna"), slug("ben")]))
  }

  @Test func `only the idle are on: it rings for all of them, and health is not sure`() {
    var script = Script(settings: DeskSettings(attention: .seconds(60)))
    for name in ["anna", "ben", "cleo"] { _ = script.agentComes(name) }
    script.wait(.seconds(60))
    #expect(script.desk.reachability == .unattended)
    #expect(script.desk.here == [])
    let (_, talk) = script.newTalk()
    #expect(script.facts(talk).last == .rang(ring: 1, agents: [slug("anna"), slug("ben"), slug("cleo")]))
    #expect(script.ledger.violations == [])
  }

  @Test func `an idle agent who is given a breather stays on it`() {
    var script = Script(settings: DeskSettings(attention: .seconds(60)))
    let anna = script.agentComes("anna")
    script.wait(.seconds(60))
    script.play(.agentTurnedBell(anna, isOn: false))
    script.play(.agentActive(anna))
    #expect(presence(script, "anna") == .offBell)
  }

  @Test func `a shorter time that the shop sets holds at once`() {
    let desk = Desk()
    var now = Instant(milliseconds: 1_795_356_000_000)
    let anna = Profile(id: slug("anna"), name: "Anna")
    _ = desk.handle(.agentCame(SocketID(1), anna, capacity: 2, resume: []), at: now)
    _ = desk.handle(.agentTurnedBell(SocketID(1), isOn: true), at: now)
    now = now + .seconds(100)
    desk.settings.attention = .seconds(60)
    _ = desk.pass(now)
    #expect(desk.team.map(\.presence) == [.idle])
    #expect(desk.nextDeadline.map { $0 > now } != false)
  }

  private func presence(_ script: Script, _ name: String) -> Presence? {
    script.desk.team.first { $0.profile.id.text == name }?.presence
  }

  /// What this console last heard of everybody.
  private func told(_ script: Script, _ console: SocketID) -> [String: Presence]? {
    for notice in (script.consoles[console] ?? []).reversed() {
      if case .team(let team) = notice {
        return Dictionary(team.map { ($0.profile.id.text, $0.presence) }) { $1 }
      }
    }
    return nil
  }
}
