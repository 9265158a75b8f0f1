import ChatDomain
import ChatTesting
import Primitives
import Testing

private let anna: AgentID = slug("anna")
private let tom: AgentID = slug("tom")
private let eva: AgentID = slug("eva")

/// A handover and a call for help, from the desk's side.
@Suite struct IntroductionTests {
  @Test func `a handover is one line, and who handed over stays to help`() {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner, "Tom built your amp.")
    #expect(stage.phase?.agent == anna, "asked is not handed over")
    #expect(stage.state == .active(stage.profile("anna"), asking: stage.profile("tom")))
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    #expect(
      stage.facts.suffix(2) == [
        .invited(named("tom"), as: .owner, Body(text: "Tom built your amp.")),
        .joined(.takingOver(from: named("anna"))),
      ])
    #expect(stage.agents == [tom, anna])
    #expect(stage.state == .active(stage.profile("tom"), with: [stage.profile("anna")]))
    stage.script.agent(stage.tom, says: "I am here", in: stage.talk)
    stage.script.agent(stage.anna, says: "Good luck", in: stage.talk)
    #expect(stage.script.refusals(console: stage.anna) == [] && stage.script.refusals(console: stage.tom) == [])
    stage.script.play(.agent(stage.anna, stage.talk, .leave))
    #expect(stage.facts.last == .left(named("anna")) && stage.agents == [tom])
  }

  @Test func `the introduction counts as human words`() {
    var stage = Stage(saying: nil)
    stage.script.wait(.seconds(2))
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    #expect(stage.script.desk.rings.first == 1)
    stage.script.wait(.seconds(20))
    #expect(stage.phase?.agent == anna, "the pick-up is not void")
    #expect(stage.script.desk.summary(of: stage.talk)?.lastWords?.text == "Meet them.")
  }

  @Test func `a call for help is no word, and a pick-up without any is void for all of them`() {
    var stage = Stage(saying: nil)
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .help)
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    #expect(stage.agents == [anna, tom])
    stage.script.wait(.seconds(6))
    #expect(stage.facts.contains(.released(anna, .silent)) && stage.agents == [])
    #expect(stage.script.desk.rings.all == 0)
  }

  @Test func `words of a helper keep a pick-up`() {
    var stage = Stage(saying: nil)
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .help)
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    stage.script.agent(stage.tom, says: "We are both here", in: stage.talk)
    stage.script.wait(.seconds(60))
    #expect(stage.agents == [anna, tom])
  }

  @Test func `an invitation ends: declined, unanswered, withdrawn`() {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.play(.agent(stage.tom, stage.talk, .decline))
    #expect(stage.facts.last == .uninvited(named("tom"), as: .owner, .declined))
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .help, "Have a look")
    stage.script.wait(.milliseconds(29_999))
    #expect(stage.facts.last == .invited(named("tom"), as: .help, Body(text: "Have a look")))
    stage.script.wait(.milliseconds(1))
    #expect(stage.facts.last == .uninvited(named("tom"), as: .help, .unanswered))
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.play(.agent(stage.eva, stage.talk, .withdraw))
    #expect(stage.script.refusals(console: stage.eva) == [.notYourTalk])
    stage.script.play(.agent(stage.anna, stage.talk, .withdraw))
    #expect(stage.facts.last == .uninvited(named("tom"), as: .owner, .withdrawn))
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    #expect(stage.script.refusals(console: stage.tom) == [.notInvited])
    #expect(stage.agents == [anna])
  }

  @Test func `a console that does not sound it is no colleague`() {
    var stage = Stage()
    stage.script.hearing = .but([stage.tom])
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.wait(.seconds(2))
    #expect(stage.facts.last == .uninvited(named("tom"), as: .owner, .absent))
  }

  @Test func `a colleague who loads the page again is asked again, one who stays away is not waited for`() {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.play(.agentLeft(stage.tom))
    stage.script.wait(.seconds(4))
    let back = stage.script.agentComes("tom")
    #expect(stage.invitations(back) == 1)
    stage.script.wait(.seconds(20))
    stage.script.play(.agentLeft(back))
    stage.script.wait(.seconds(5))
    #expect(stage.facts.last == .invited(named("tom"), as: .owner, Body(text: "Meet them.")))
    stage.script.wait(.seconds(1))
    #expect(stage.facts.last == .uninvited(named("tom"), as: .owner, .absent))
  }

  @Test func `a console that fell silent must sound the invitation again`() {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.play(.agentFellSilent(stage.tom))
    stage.script.wait(.seconds(5))
    stage.script.hearing = .but([stage.tom])
    stage.script.play(.agentAnswered(stage.tom))
    #expect(stage.invitations(stage.tom) == 2)
    stage.script.wait(.seconds(2))
    #expect(stage.facts.last == .uninvited(named("tom"), as: .owner, .absent))
  }

  @Test func `who may ask whom`() {
    var stage = Stage()
    func refused(_ console: SocketID, _ colleague: String, _ part: Part, _ text: String = "x") -> Refusal.Code? {
      let before = stage.script.refusals(console: console).count
      stage.script.agent(console, asks: colleague, into: stage.talk, as: part, text)
      return stage.script.refusals(console: console).dropFirst(before).first
    }
    #expect(refused(stage.tom, "eva", .help) == .notYourTalk)
    #expect(refused(stage.anna, "nobody", .help) == .unknownAgent)
    #expect(refused(stage.anna, "anna", .owner) == .alreadyIn)
    #expect(refused(stage.anna, "tom", .owner, " ") == .textEmpty)
    #expect(refused(stage.anna, "tom", .help, String(repeating: "x", count: 8_193)) == .textTooLong)
    stage.script.play(.agentTurnedBell(stage.eva, isOn: false))
    #expect(refused(stage.anna, "eva", .owner) == .notHere)
    #expect(refused(stage.anna, "tom", .help, "") == nil)
    #expect(refused(stage.anna, "tom", .owner) == .alreadyInvited)
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    #expect(refused(stage.anna, "tom", .help) == .alreadyIn)
    #expect(refused(stage.tom, "ben", .owner) == .notYourTalk)
    #expect(refused(stage.tom, "ben", .help) == nil, "a helper may call in help")
    stage.script.play(.agent(stage.ben, stage.talk, .decline))
    stage.script.play(.diskFilled(isFull: true))
    #expect(refused(stage.anna, "ben", .help) == .diskFull)
    stage.script.play(.diskFilled(isFull: false))
    stage.script.play(.agent(stage.anna, stage.talk, .end))
    #expect(refused(stage.anna, "ben", .help) == .talkEnded)
  }

  @Test func `a talk nobody has is picked up, not joined`() {
    var stage = Stage(saying: nil)
    let (_, ringing) = stage.script.newTalk(2)
    stage.script.play(.agent(stage.anna, ringing, .invite(stage.script.nextMessage(), tom, as: .owner, "x")))
    stage.script.play(.agent(stage.boss, ringing, .join))
    #expect(stage.script.refusals(console: stage.anna) == [.notPickedUp])
    #expect(stage.script.refusals(console: stage.boss) == [.notPickedUp])
  }

  @Test func `a helper may be asked to take over, and may say no`() {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .help)
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.play(.agent(stage.tom, stage.talk, .decline))
    #expect(stage.agents == [anna, tom])
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .owner)
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    #expect(stage.agents == [tom, anna])
  }

  @Test func `an owner of the shop may join, others need an invitation, four are enough`() {
    var stage = Stage()
    stage.script.play(.agent(stage.eva, stage.talk, .join))
    #expect(stage.script.refusals(console: stage.eva) == [.notInvited])
    for (console, name) in [(stage.tom, "tom"), (stage.eva, "eva")] {
      stage.script.agent(stage.anna, asks: name, into: stage.talk, as: .help)
      stage.script.play(.agent(console, stage.talk, .join))
    }
    stage.script.play(.agent(stage.boss, stage.talk, .join))
    stage.script.play(.agent(stage.boss, stage.talk, .join))
    #expect(stage.agents == [anna, tom, eva, slug("boss")])
    #expect(stage.facts.filter { $0 == .joined(.helping) }.count == 3, "twice is once")
    stage.script.agent(stage.anna, asks: "ben", into: stage.talk, as: .help)
    #expect(stage.script.refusals(console: stage.anna) == [.tooMany])
    #expect(stage.script.ledger.violations == [])
  }

  @Test func `the place of somebody who was asked is kept`() {
    var stage = Stage()
    for (console, name) in [(stage.tom, "tom"), (stage.eva, "eva")] {
      stage.script.agent(stage.anna, asks: name, into: stage.talk, as: .help)
      stage.script.play(.agent(console, stage.talk, .join))
    }
    stage.script.agent(stage.anna, asks: "ben", into: stage.talk, as: .owner)
    stage.script.play(.agent(stage.boss, stage.talk, .join))
    #expect(stage.script.refusals(console: stage.boss) == [.tooMany])
    stage.script.play(.agent(stage.ben, stage.talk, .join))
    #expect(stage.agents == [slug("ben"), anna, tom, eva])
  }

  @Test func `the one who has the talk can not just leave, and a helper can not end it`() {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .help)
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    stage.script.play(.agent(stage.anna, stage.talk, .leave))
    stage.script.play(.agent(stage.tom, stage.talk, .end))
    stage.script.play(.agent(stage.eva, stage.talk, .leave))
    #expect(stage.script.refusals(console: stage.anna) == [.ownerStays])
    #expect(stage.script.refusals(console: stage.tom) == [.notYourTalk])
    #expect(stage.script.refusals(console: stage.eva) == [.notYourTalk])
  }

  @Test func `an invitation sent twice is one line`() {
    var stage = Stage()
    let mid = stage.script.nextMessage()
    for part in [Part.owner, .owner, .help] {
      stage.script.play(.agent(stage.anna, stage.talk, .invite(mid, tom, as: part, "x")))
    }
    #expect(stage.facts.filter { $0.kind == "invited" }.count == 1)
    #expect(stage.script.refusals(console: stage.anna) == [.midReused])
  }

  @Test func `a helper takes no room, and a handover gives it back`() {
    var stage = Stage()
    stage.script.agent(stage.anna, asks: "tom", into: stage.talk, as: .help)
    stage.script.play(.agent(stage.tom, stage.talk, .join))
    let rings = stage.script.rings(stage.tom).count
    for visitor: UInt64 in [2, 3] {
      stage.script.wait(.seconds(1))
      _ = stage.script.newTalk(visitor)
    }
    stage.script.wait(.seconds(6))
    #expect(stage.script.rings(stage.tom).count > rings)
    #expect(stage.script.ledger.violations == [])
  }
}

/// A shop with a talk that Anna has picked up.
struct Stage {
  var script = Script()
  let anna: SocketID, tom: SocketID, eva: SocketID, ben: SocketID, boss: SocketID
  let page: SocketID, talk: ConversationID

  init(saying words: String? = "Hello") {
    anna = script.agentComes("anna")
    (page, talk) = script.newTalk()
    script.play(.agent(anna, talk, .pickUp))
    if let words { script.agent(anna, says: words, in: talk) }
    (tom, eva, ben) = (script.agentComes("tom"), script.agentComes("eva"), script.agentComes("ben"))
    boss = script.agentComes("boss", role: .owner)
  }

  var facts: [Fact] { script.facts(talk) }
  var phase: Phase? { script.phase(talk) }
  var agents: [AgentID] { script.agents(in: talk) }

  /// The state that the visitor was told last.
  var state: VisitorTalk.State? {
    script.pages[page]?.compactMap { if case .talk(let talk) = $0 { talk.state } else { nil } }.last
  }

  func profile(_ name: String) -> Profile { Profile(id: slug(name), name: named(name).name) }

  /// How often a console was asked in.
  func invitations(_ console: SocketID) -> Int {
    script.consoles[console]?.filter { if case .invitation = $0 { true } else { false } }.count ?? 0
  }
}

func named(_ name: String) -> NamedAgent {
  NamedAgent(id: slug(name), name: name.prefix(1).uppercased() + name.dropFirst())
}
