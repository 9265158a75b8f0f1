import ChatDomain
import ChatTesting
import Primitives
import Testing

extension Fact {
  fileprivate var isRing: Bool { if case .rang = self { true } else { false } }
}

/// A line longer than one event looks at, and than one bell holds.
@Suite struct LineTests {
  private func line(_ script: inout Script, _ count: Int) -> [ConversationID] {
    (0..<count).map { number in
      script.wait(.milliseconds(1))
      return script.newTalk(UInt64(number + 1)).1
    }
  }

  private func ringing(_ script: Script, _ talks: [ConversationID]) -> [Int] {
    talks.indices.filter { if case .ringing = script.phase(talks[$0]) { true } else { false } }
  }

  @Test func `it rings in order of arrival, a part at a time, as many as a bell holds`() {
    var script = Script()
    let talks = line(&script, DomainLimits.bell + 40)
    let anna = script.agentComes("anna", onBell: false)
    let effects = script.play(.agentTurnedBell(anna, isOn: true))
    let rung = effects.compactMap { if case .record(let id, let entry) = $0, entry.fact.isRing { id } else { nil } }
    #expect(rung == Array(talks.prefix(DomainLimits.restaffed)), "the rest comes after it")
    script.wait(.milliseconds(0))
    #expect(ringing(script, talks) == Array(0..<DomainLimits.bell))
    #expect(talks.suffix(40).allSatisfy { script.phase($0) == .waiting(.everyoneBusy) })
    #expect(script.desk.reachability == .bellFull)
    script.play(.agent(anna, talks[3], .decline))
    script.wait(.milliseconds(0))
    #expect(script.phase(talks[DomainLimits.bell]) != .waiting(.everyoneBusy), "who is next takes the free place")
    #expect(script.ledger.violations == [])
  }

  @Test func `a full bell still rings again for whom it rings`() {
    var script = Script()
    let talks = line(&script, DomainLimits.bell + 5)
    _ = script.agentComes("anna")
    script.wait(.seconds(29))
    #expect(ringing(script, talks) == Array(0..<DomainLimits.bell))
    #expect(script.desk.conversation(talks[0])?.rings == 5)
    #expect(script.ledger.violations == [])
  }

  @Test func `everybody in it is told why, once`() {
    var script = Script()
    let talks = line(&script, DomainLimits.bell + 100)
    let anna = script.agentComes("anna", capacity: 1)
    script.wait(.milliseconds(0))
    #expect(talks.dropFirst(DomainLimits.bell).allSatisfy { script.phase($0) == .waiting(.everyoneBusy) })
    script.play(.agentLeft(anna))
    script.wait(.milliseconds(0))
    for talk in talks {
      #expect(script.phase(talk) == .waiting(.nobodyHere))
      let reasons = script.facts(talk).compactMap { if case .waited(let why) = $0 { why } else { nil } }
      #expect(reasons.count <= 3 && reasons.last == .nobodyHere)
    }
    #expect(script.ledger.violations == [])
  }
}
