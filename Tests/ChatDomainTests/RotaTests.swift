import ChatDomain
import ChatTesting
import Primitives
import Testing

/// Nobody can come: who will, and when, by the clock on the shop's wall.
@Suite struct RotaTests {
  // Script begins on Sunday, 2026-11-22, at 14:00 UTC.
  private static let week: Set = [0, 1, 2, 3, 4]

  @Test func `a visitor for whom nobody is here is told who comes, and when`() {
    var script = staffed(["anna": [Shift(days: Self.week, start: 9 * 60)], "ben": [Shift(days: [0], start: 510)]])
    let (page, _) = script.newTalk()
    #expect(back(script, page) == Return(name: "Ben", at: moment("2026-11-23T08:30:00.000Z")))
  }

  @Test func `whoever should be here and is not is promised to nobody; the next one is`() {
    var script = staffed(["ben": [Shift(days: [0], start: 510)], "anna": [Shift(days: Self.week, start: 540)]])
    let (page, talk) = script.newTalk()
    script.wait(moment("2026-11-23T08:31:00.000Z") - script.now)
    #expect(script.phase(talk) == .waiting(.nobodyHere))
    #expect(back(script, page) == Return(name: "Anna", at: moment("2026-11-23T09:00:00.000Z")))
  }

  @Test func `the hour is that of the wall, also across a change of the clock`() {
    // Oslo goes back from +2 to +1 on Sunday, 2026-10-25, at 01:00 UTC.
    let clock = ShopClock(
      zone: "Europe/Oslo",
      [
        ShopClock.Change(from: moment("2026-03-29T01:00:00.000Z"), offset: .seconds(7_200)),
        ShopClock.Change(from: moment("2026-10-25T01:00:00.000Z"), offset: .seconds(3_600)),
      ])
    let desk = Desk(settings: DeskSettings(clock: clock))
    let friday = moment("2026-10-23T20:00:00.000Z")
    _ = desk.handle(.agentRenamed(Profile(id: slug("anna"), name: "Anna")), at: friday)
    let roster = Roster(shifts: [slug("anna"): [Shift(days: [0, 5], start: 9 * 60)]])
    _ = desk.handle(.rosterChanged(roster), at: friday)
    #expect(back(desk, at: friday, 1) == moment("2026-10-24T07:00:00.000Z"))
    let saturday = moment("2026-10-24T20:00:00.000Z")
    _ = desk.pass(saturday)
    #expect(back(desk, at: saturday, 2) == moment("2026-10-26T08:00:00.000Z"))
  }

  @Test func `without a rota nothing is promised, and with everybody in talks neither`() {
    var script = Script()
    let (page, _) = script.newTalk()
    #expect(back(script, page) == nil)
    script.play(.agentRenamed(Profile(id: slug("anna"), name: "Anna")))
    script.play(.rosterChanged(Roster(shifts: [slug("anna"): [Shift(days: [0], start: 0)]])))
    #expect(back(script, page)?.name == "Anna", "who waits hears of a rota that was written meanwhile")
    let anna = script.agentComes("anna", capacity: 1)
    script.agent(anna, says: "Hello", in: ConversationID(openedBy: MessageID(at: script.now, random: (1, 0))))
    let (other, talk) = script.newTalk(2)
    script.agent(anna, says: "Hello", in: script.ledger.begun[0])
    #expect(script.facts(talk).last == .rang(ring: 1, agents: [slug("anna")]))
    #expect(back(script, other) == nil)
  }

  private func staffed(_ shifts: [String: [Shift]]) -> Script {
    var script = Script()
    for name in shifts.keys {
      script.play(.agentRenamed(Profile(id: slug(name), name: name.prefix(1).uppercased() + name.dropFirst())))
    }
    script.play(.rosterChanged(Roster(shifts: Dictionary(shifts.map { (slug($0.key), $0.value) }) { $1 })))
    return script
  }

  private func back(_ script: Script, _ page: SocketID) -> Return? {
    for notice in (script.pages[page] ?? []).reversed() { if case .talk(let talk) = notice { return talk.back } }
    return nil
  }

  private func back(_ desk: Desk, at now: Instant, _ visitor: UInt64) -> Instant? {
    _ = desk.handle(.visitorCame(SocketID(visitor), Script.arrival(visitor)), at: now)
    let effects = desk.handle(.visitorSaid(SocketID(visitor), MessageID(at: now, random: (visitor, 0)), "Hi"), at: now)
    for case .tellVisitors(_, .talk(let talk)) in effects { return talk.back?.at }
    return nil
  }

  private func moment(_ text: String) -> Instant { Instant(text: text) ?? Instant(milliseconds: 0) }
}
