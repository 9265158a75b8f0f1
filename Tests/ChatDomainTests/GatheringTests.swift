import ChatDomain
import ChatTesting
import Primitives
import Testing

/// Who is here is told in one notice for all who come and go in a moment; no ring waits for it.
@Suite struct GatheringTests {
  @Test func `two hundred consoles at once are told of each other once`() {
    var script = Script()
    let consoles = (100..<300).map { script.agentComes("agent-\($0)") }
    let page = script.visitorComes()
    script.wait(.milliseconds(100))
    let told = consoles.map { teams(script, $0).count }
    #expect(told == Array(repeating: 1, count: 200))
    #expect(teams(script, consoles[0]).last?.count == 200)
    #expect(script.pages[page]?.filter { if case .here = $0 { true } else { false } }.count == 1)
    script.wait(.seconds(60))
    #expect(consoles.allSatisfy { teams(script, $0).count == 1 })
  }

  @Test func `the first change is told a tenth of a second later at most`() {
    var script = Script()
    let anna = script.agentComes("anna")
    for number in 0..<9 {
      script.wait(.milliseconds(11))
      _ = script.agentComes("agent-\(number)")
    }
    #expect(teams(script, anna) == [])
    script.wait(.milliseconds(1))
    #expect(teams(script, anna).last?.count == 10)
  }

  @Test func `no ring waits for it`() {
    var script = Script()
    let (_, talk) = script.newTalk()
    let anna = script.agentComes("anna")
    #expect(script.rings(anna) == [1])
    #expect(teams(script, anna) == [])
    let ben = script.agentComes("ben")
    script.play(.agentFellSilent(anna))
    #expect(script.rings(ben) == [2])
    #expect(script.facts(talk).last == .rang(ring: 2, agents: [slug("ben")]))
  }

  @Test func `who comes and goes in one moment was never missed`() {
    var script = Script()
    let anna = script.agentComes("anna")
    script.wait(.seconds(1))
    script.play(.agentFellSilent(anna))
    script.play(.agentAnswered(anna))
    script.wait(.seconds(1))
    #expect(teams(script, anna).last?.map(\.presence) == [.onBell])
    #expect(teams(script, anna).count == 2)
  }

  private func teams(_ script: Script, _ console: SocketID) -> [[Colleague]] {
    script.consoles[console]?.compactMap { if case .team(let team) = $0 { team } else { nil } } ?? []
  }
}
