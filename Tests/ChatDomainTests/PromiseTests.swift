import ChatDomain
import ChatTesting
import Primitives
import Testing

/// The team's one figure: answered by the second ring, n of m, today.
@Suite struct PromiseTests {
  @Test func `answers and hang-ups of today are counted, and consoles are told`() {
    var script = Script()
    let anna = script.agentComes("anna", capacity: 9)
    let (_, soon) = script.newTalk(1)
    script.agent(anna, says: "Hello", in: soon)
    let (_, late) = script.newTalk(2)
    script.wait(.seconds(12))
    script.agent(anna, says: "Sorry", in: late)
    let (page, _) = script.newTalk(3)
    script.play(.visitorLeft(page))
    script.wait(.seconds(60))
    #expect(promises(script, anna) == [[0, 0], [1, 1], [1, 2], [1, 3]])
    #expect(script.desk.promise(at: script.now) == script.desk.rings)
  }

  @Test func `it is the same after a restart, from the transcripts alone`() {
    var script = Script()
    let anna = script.agentComes("anna", capacity: 9)
    for visitor in 1...3 as ClosedRange<UInt64> {
      let (_, talk) = script.newTalk(visitor)
      script.wait(.seconds(5))
      script.agent(anna, says: "Hello", in: talk)
    }
    let desk = Desk()
    desk.recount(script.ledger.conversations.values.compactMap { Fate($0, ring: DeskSettings().ring) }, at: script.now)
    #expect(desk.promise(at: script.now) == script.desk.promise(at: script.now))
    #expect(desk.promise(at: script.now).all == 3)
    #expect(desk.book == script.desk.book)
  }

  @Test func `yesterday is not today, by the shop's own midnight`() {
    let midnight = Instant(milliseconds: 1_795_388_400_000)
    let hourAhead = ShopClock.Change(from: Instant(milliseconds: 0), offset: .seconds(3_600))
    var script = Script(settings: DeskSettings(clock: ShopClock(zone: "Europe/Oslo", [hourAhead])))
    script.wait(midnight - script.now + .seconds(-10))
    let anna = script.agentComes("anna", capacity: 9)
    let (_, before) = script.newTalk(1)
    script.wait(.seconds(4))
    script.agent(anna, says: "Hello", in: before)
    #expect(script.desk.promise(at: script.now).all == 1)
    let (_, across) = script.newTalk(2)
    script.wait(.seconds(6))
    #expect(script.desk.promise(at: script.now).all == 0)
    script.agent(anna, says: "Hello", in: across)
    #expect(script.desk.promise(at: script.now).all == 0, "it began yesterday")
    let (_, after) = script.newTalk(3)
    script.agent(anna, says: "Hello", in: after)
    #expect(script.desk.promise(at: script.now).bySecond == 1)
  }

  @Test func `at midnight consoles hear that a new day has begun`() {
    var script = Script()
    let anna = script.agentComes("anna", capacity: 9)
    let (_, talk) = script.newTalk(1)
    script.agent(anna, says: "Hello", in: talk)
    script.wait(.seconds(24 * 3_600))
    #expect(promises(script, anna) == [[0, 0], [1, 1], [0, 0]])
    #expect(script.desk.rings == RingCounts())
  }

  @Test func `a talk that ends without a word to the visitor was not answered`() {
    var script = Script()
    let anna = script.agentComes("anna", capacity: 9)
    let (_, talk) = script.newTalk(1)
    script.play(.agent(anna, talk, .pickUp))
    script.wait(.seconds(1))
    script.play(.agent(anna, talk, .end))
    #expect(script.desk.rings.hungUp == 1 && script.desk.rings.all == 1)
    #expect(script.ledger.fates[talk]?.pickedUpAfter == .seconds(0))
  }

  @Test func `a pick-up in vain is the first pick-up, and its ring is that of the words`() {
    var script = Script()
    let anna = script.agentComes("anna", capacity: 9)
    let (_, talk) = script.newTalk(1)
    script.wait(.seconds(2))
    script.play(.agent(anna, talk, .pickUp))
    script.wait(.seconds(8))
    script.agent(anna, says: "Hello", in: talk)
    let fate = script.ledger.fates[talk]
    #expect(fate?.pickedUpAfter == .seconds(2))
    #expect(fate?.end == .words(after: .seconds(10), ring: 2))
  }

  private func promises(_ script: Script, _ console: SocketID) -> [[Int]] {
    script.consoles[console]?.compactMap {
      if case .promise(let second, let all) = $0 { [second, all] } else { nil }
    } ?? []
  }
}
