import ChatDomain
import ChatTesting
import Primitives
import Testing

/// Somebody sets the machine's clock: lines, rota and day go by the new one, and no deadline moves.
@Suite struct CalendarTests {
  private static let day = Milliseconds.seconds(86_400), back = Milliseconds.seconds(-86_400)

  @Test(arguments: [Milliseconds.seconds(60), day, back, .seconds(-60)])
  func `a ring that is open ends when it was to end, and consoles see the same time left`(step: Milliseconds) {
    var script = Script()
    let anna = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    script.wait(.seconds(2))
    let due = script.desk.nextDeadline
    script.play(.clockSet(ahead: step))
    #expect(script.desk.nextDeadline == due)
    #expect(summaries(script, anna).last?.state.until == script.now + .seconds(4) + step)
    script.wait(.milliseconds(3_999))
    #expect(script.rings(anna) == [1])
    script.wait(.milliseconds(1))
    #expect(script.rings(anna) == [1, 2])
    #expect(script.desk.summary(of: talk)?.state.until == script.now + .seconds(6) + step)
  }

  @Test(arguments: [Milliseconds.seconds(60), day, back, .seconds(-60)])
  func `new lines carry the new calendar and never stand before the line before them`(step: Milliseconds) {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.wait(.seconds(2))
    let before = script.now
    script.play(.clockSet(ahead: step))
    script.agent(anna, says: "Hello", in: talk)
    script.wait(.seconds(3))
    script.visitor(page, says: "Oh")
    let lines = script.ledger.lines[talk] ?? []
    #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.at <= $1.at })
    #expect(lines.last?.at == (step.count > 0 ? script.now + step : before + .seconds(-2)))
    #expect(lines.last.map { script.acked(page, $0.mid) } == lines.last?.at)
    let (_, other) = script.newTalk(2)
    #expect(script.ledger.lines[other]?.first?.at == script.now + step)
    #expect(script.ledger.lines[other]?.first?.step == Milliseconds(0))
  }

  @Test(arguments: [Milliseconds.seconds(60), day, back, .seconds(-60)])
  func `the time that passed is told by the lines alone`(step: Milliseconds) {
    var script = Script()
    let anna = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    script.wait(.seconds(5))
    script.play(.clockSet(ahead: step))
    script.wait(.seconds(3))
    script.agent(anna, says: "Hello", in: talk)
    var folded = Conversation(id: talk)
    for line in script.ledger.lines[talk] ?? [] { folded.apply(line) }
    for conversation in [folded, script.desk.conversation(talk)] {
      let fate = conversation.flatMap { Fate($0, ring: DeskSettings().ring) }
      #expect(fate?.end == .words(after: .seconds(8), ring: 2))
      #expect(fate?.since == script.ledger.lines[talk]?.first?.at)
    }
  }

  @Test func `small and many steps add up`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    for ahead in [40, -7, 90_000, -3_000_000, 12, 0] as [Int64] {
      script.play(.clockSet(ahead: .milliseconds(ahead)))
      script.wait(.seconds(1))
      script.agent(anna, says: "Hello", in: talk)
    }
    var folded = Conversation(id: talk)
    for line in script.ledger.lines[talk] ?? [] { folded.apply(line) }
    #expect(folded.lastSpoken - folded.since == .seconds(6))
    #expect(script.desk.conversation(talk)?.lastSpoken == script.now)
  }

  @Test func `the rota opens by the new calendar`() {
    // Script begins on Sunday, 2026-11-22, at 14:00 UTC.
    var script = Script()
    script.play(.agentRenamed(Profile(id: slug("anna"), name: "Anna")))
    script.play(.rosterChanged(Roster(shifts: [slug("anna"): [Shift(days: [0, 1], start: 9 * 60)]])))
    let (page, _) = script.newTalk()
    let monday = Instant(milliseconds: 1_795_424_400_000)
    #expect(returns(script, page).last == monday)
    script.play(.clockSet(ahead: monday - script.now + .seconds(-10)))
    #expect(returns(script, page).last == monday)
    script.wait(.milliseconds(9_999))
    #expect(returns(script, page).last == monday && script.desk.nextDeadline == script.now + .milliseconds(1))
    script.wait(.milliseconds(1))
    #expect(returns(script, page).last == monday + Self.day, "she should be here already")
    script.play(.clockSet(ahead: Milliseconds(0)))
    #expect(returns(script, page).last == monday, "it is Sunday again")
  }

  @Test func `the promise of the day is that of the calendar's day`() {
    var script = Script()
    let anna = script.agentComes("anna", capacity: 9)
    let (_, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.play(.clockSet(ahead: Self.day))
    #expect(script.desk.promise(at: script.now).all == 0)
    let (_, other) = script.newTalk(2)
    script.agent(anna, says: "Hello", in: other)
    #expect(script.desk.promise(at: script.now).all == 1)
    script.play(.clockSet(ahead: Milliseconds(0)))
    #expect(script.desk.promise(at: script.now).all == 1)
    #expect(script.desk.nextDeadline.map { $0 - script.now < Self.day } == true, "midnight")
  }

  @Test(arguments: [day, back])
  func `a restart after a step keeps what had passed`(step: Milliseconds) {
    var script = Script()
    var anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.play(.clockSet(ahead: step))
    script.wait(.seconds(3_600))
    script.visitor(page, says: "Oh")
    script.wait(.seconds(3_600))
    script.restart()
    anna = script.agentComes("anna")
    script.agent(anna, says: "Yes", in: talk)
    let lines = script.ledger.lines[talk] ?? []
    #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.at <= $1.at })
    script.wait(DomainLimits.silence + .seconds(-1))
    #expect(script.phase(talk)?.isEnded == false)
    script.wait(.seconds(1))
    #expect(script.phase(talk)?.isEnded == true)
  }

  @Test func `a clock set back between two runs lets nothing come from the future`() {
    var script = Script()
    let (_, talk) = script.newTalk()
    script.wait(.seconds(60))
    let lines = script.ledger.lines[talk] ?? []
    var (conversation, desk) = (Conversation(id: talk), Desk())
    for line in lines { conversation.apply(line) }
    let now = script.now + Self.back
    desk.restore(conversation, at: now)
    #expect(desk.conversation(talk)?.lastSpoken == now)
    _ = desk.pass(now + DomainLimits.silence)
    #expect(desk.conversation(talk)?.phase.isEnded == true, "not a day later")
  }

  private func summaries(_ script: Script, _ console: SocketID) -> [TalkSummary] {
    script.consoles[console]?.compactMap { if case .talk(let talk) = $0 { talk } else { nil } } ?? []
  }

  private func returns(_ script: Script, _ page: SocketID) -> [Instant] {
    script.pages[page]?.compactMap { if case .talk(let talk) = $0 { talk.back?.at } else { nil } } ?? []
  }
}

extension TalkSummary.State {
  fileprivate var until: Instant? { if case .ringing(_, let until, _, _) = self { until } else { nil } }
}

extension Script {
  /// When the server says that it took a visitor's message.
  fileprivate func acked(_ page: SocketID, _ mid: MessageID) -> Instant? {
    for case .ack(_, mid, _, let at) in pages[page] ?? [] { return at }
    return nil
  }
}
