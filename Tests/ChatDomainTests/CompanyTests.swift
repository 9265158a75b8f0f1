import ChatDomain
import ChatTesting
import Primitives
import Testing

private let anna: AgentID = slug("anna")
private let tom: AgentID = slug("tom")
private let eva: AgentID = slug("eva")

/// Sockets die and servers too while several agents are in a talk: it never stands unowned.
@Suite struct CompanyTests {
  private func stage(with helpers: [(Stage) -> SocketID], _ names: [String]) -> Stage {
    var stage = Stage()
    for (console, name) in zip(helpers, names) {
      stage.script.agent(stage.anna, asks: name, into: stage.talk, as: .help)
      stage.script.play(.agent(console(stage), stage.talk, .join))
    }
    return stage
  }

  @Test func `the owner's socket dies: the helper who is there longest has the talk, and it does not ring`() {
    var stage = stage(with: [\.tom, \.eva], ["tom", "eva"])
    let rings = stage.facts.filter { $0.kind == "rang" }.count
    stage.script.play(.agentLeft(stage.anna))
    stage.script.wait(.milliseconds(19_999))
    #expect(stage.agents == [anna, tom, eva])
    stage.script.wait(.milliseconds(1))
    #expect(stage.facts.last == .released(anna, .absent, to: named("tom")))
    #expect(stage.agents == [tom, eva])
    #expect(stage.state == .active(stage.profile("tom"), with: [stage.profile("eva")]))
    #expect(stage.facts.filter { $0.kind == "rang" }.count == rings)
    stage.script.agent(stage.tom, says: "Anna's line is gone; I am here", in: stage.talk)
    #expect(stage.script.refusals(console: stage.tom) == [])
  }

  @Test func `a helper who is away inherits nothing, and is out after the grace`() {
    var stage = stage(with: [\.tom, \.eva], ["tom", "eva"])
    stage.script.play(.agentLeft(stage.tom))
    stage.script.wait(.seconds(1))
    stage.script.play(.agentRemoved(anna))
    #expect(stage.facts.last == .released(anna, .removed, to: named("eva")))
    stage.script.wait(.seconds(19))
    #expect(stage.facts.last == .left(named("tom")) && stage.agents == [eva])
  }

  @Test func `when everybody in it is away the bell goes on`() {
    var stage = stage(with: [\.tom], ["tom"])
    stage.script.play(.agentLeft(stage.tom))
    stage.script.play(.agentLeft(stage.anna))
    stage.script.wait(.seconds(20))
    guard case .ringing = stage.phase else { return #expect(Bool(false), "\(String(describing: stage.phase))") }
    #expect(stage.agents == [])
    stage.script.agentComesBack("tom", in: stage.talk)
    #expect(stage.script.ledger.violations == [])
  }

  @Test func `removed colleagues are neither asked nor in a talk`() {
    var stage = stage(with: [\.tom], ["tom"])
    stage.script.agent(stage.anna, asks: "eva", into: stage.talk, as: .owner)
    stage.script.play(.agentRemoved(eva))
    #expect(stage.facts.last == .uninvited(named("eva"), as: .owner, .absent))
    stage.script.play(.agentRemoved(tom))
    #expect(stage.facts.last == .left(named("tom")) && stage.agents == [anna])
  }

  @Test func `who asked may vanish: the invitation goes to whoever has the talk`() {
    var stage = stage(with: [\.tom], ["tom"])
    stage.script.play(.agentLeft(stage.anna))
    stage.script.wait(.seconds(5))
    let laptop = stage.script.agentComes("anna")
    stage.script.agent(laptop, asks: "eva", into: stage.talk, as: .owner)
    stage.script.play(.agentLeft(laptop))
    stage.script.wait(.seconds(20))
    #expect(stage.agents == [tom])
    stage.script.play(.agent(stage.eva, stage.talk, .join))
    #expect(stage.agents == [eva, tom])
  }

  @Test func `a ring that begins anew asks nobody`() {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.play(.agentRemoved(anna))
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    #expect(stage.script.refusals(console: stage.tom) == [.notPickedUp])
    stage.script.agent(stage.tom, says: "I have it", in: stage.talk)
    #expect(stage.agents == [tom])
    stage.script.wait(.seconds(60))
    #expect(!stage.facts.contains { $0.kind == "uninvited" })
  }

  @Test func `the end frees everybody`() {
    var stage = stage(with: [\.tom], ["tom"])
    stage.script.agent(stage.anna, asks: "eva", into: stage.talk, as: .owner)
    stage.script.play(.agent(stage.anna, stage.talk, .end))
    #expect(stage.facts.last == .ended(.byAgent))
    #expect(stage.script.desk.summary(of: stage.talk)?.helpers == [])
    #expect(stage.script.desk.summary(of: stage.talk)?.invited == nil)
    let last = stage.script.consoles[stage.tom]?.contains {
      if case .entry(_, let line) = $0 { line.fact == .ended(.byAgent) } else { false }
    }
    #expect(last == true, "a helper sees the last line")
    stage.script.wait(.seconds(60))
    #expect(stage.facts.last == .ended(.byAgent))
  }

  @Test(arguments: [0, 5, 29]) func `a restart keeps the invitation and its clock`(seconds: Int64) {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.wait(.seconds(seconds))
    stage.script.restart()
    _ = stage.script.agentComes("anna")
    let tom = stage.script.agentComes("tom")
    #expect(stage.invitations(tom) == 1)
    stage.script.wait(.milliseconds((30 - seconds) * 1_000 - 1))
    #expect(stage.facts.last?.kind == "invited")
    stage.script.play(.agent(tom, stage.talk, .join))
    #expect(stage.agents == [slug("tom"), anna])
    #expect(stage.script.ledger.violations == [])
  }

  @Test func `a restart right after a handover keeps both, and who does not come back is out`() {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    stage.script.restart()
    #expect(stage.agents == [tom, anna])
    _ = stage.script.agentComes("tom")
    stage.script.wait(.seconds(20))
    #expect(stage.facts.last == .left(NamedAgent(id: anna, name: "anna")), "nobody has said her name since")
    #expect(stage.agents == [tom])
  }

  @Test func `after a restart without the colleague the invitation ends in time`() {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.restart()
    _ = stage.script.agentComes("anna")
    stage.script.wait(.seconds(30))
    #expect(stage.facts.last == .uninvited(named("tom"), as: .owner, .absent))
  }

  @Test func `a helper hears, types and reads like the owner`() {
    var stage = stage(with: [\.tom], ["tom"])
    stage.script.visitor(stage.page, says: "Hello you two")
    stage.script.play(.visitorTyped(stage.page, isTyping: true))
    stage.script.play(.agent(stage.tom, stage.talk, .type(isTyping: true)))
    let seq = stage.facts.count
    stage.script.play(.agent(stage.tom, stage.talk, .see(seq: seq)))
    let heard = stage.script.consoles[stage.tom] ?? []
    #expect(heard.contains(.typing(stage.talk, nil, isTyping: true)))
    #expect(heard.contains { if case .entry(_, let line) = $0 { line.seq == seq } else { false } })
    #expect(stage.script.pages[stage.page]?.contains(.typing(stage.talk, stage.profile("tom"), isTyping: true)) == true)
    #expect(stage.script.pages[stage.page]?.last == .seen(stage.talk, seq: seq))
    #expect(
      stage.script.consoles[stage.anna]?.contains(.typing(stage.talk, stage.profile("tom"), isTyping: true)) == true)
  }
}

extension Script {
  fileprivate mutating func agentComesBack(_ name: String, in talk: ConversationID) {
    let console = agentComes(name)
    play(.agent(console, talk, .pickUp))
    agent(console, says: "Back", in: talk)
  }
}
