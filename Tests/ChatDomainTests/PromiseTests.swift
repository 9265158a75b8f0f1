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
    var desk = Desk()
    for conversation in script.ledger.conversations.values { desk.recount(conversation, at: script.now) }
    #expect(desk.promise(at: script.now) == script.desk.promise(at: script.now))
    #expect(desk.promise(at: script.now).all == 3)
    #expect(desk.rings.all == 0)
  }

  @Test func `yesterday is not today, by the shop's own midnight`() {
    let midnight = Instant(milliseconds: 1_795_388_400_000)
    var settings = DeskSettings()
    settings.clockOffset = .seconds(3_600)
    var script = Script(settings: settings)
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

  private func promises(_ script: Script, _ console: SocketID) -> [[Int]] {
    script.consoles[console]?.compactMap {
      if case .promise(let second, let all) = $0 { [second, all] } else { nil }
    } ?? []
  }
}

private func + (left: Milliseconds, right: Milliseconds) -> Milliseconds { Milliseconds(left.count + right.count) }
