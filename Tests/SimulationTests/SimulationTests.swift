import ChatDomain
import ChatTesting
import Foundation
import Primitives
import Testing

@Suite struct SimulationTests {
  /// A run that gates has time for eight seeds; `Tests/long` plays 100 (`SECONDRING_SIMULATION=large`).
  static let seeds = 1...(ProcessInfo.processInfo.environment["SECONDRING_SIMULATION"] == "large" ? 100 : 8 as UInt64)

  @Test(arguments: seeds) func `whatever people do, the desk keeps its promises`(seed: UInt64) {
    var simulation = Simulation(seed: seed)
    simulation.run(steps: 2_000)
    #expect(simulation.script.ledger.violations == [], "seed \(seed)")
  }

  @Test func `a seed nobody has tried`() {
    let seed = UInt64.random(in: 0 ... .max)
    var simulation = Simulation(seed: seed)
    simulation.run(steps: 2_000)
    #expect(simulation.script.ledger.violations == [], "seed \(seed)")
  }

  @Test(arguments: [3, 17]) func `the same seed gives the same effects`(seed: UInt64) {
    var (one, two) = (Simulation(seed: seed), Simulation(seed: seed))
    one.run(steps: 600)
    two.run(steps: 600)
    #expect(one.effects == two.effects)
  }

  /// Kinds of lines, parts of those who join, reasons why an invitation ends.
  private static let everything = 14 + 2 + 4

  @Test func `the simulation gets everywhere`() {
    var facts: Set<String> = []
    var heirs = 0
    for seed in 1...10 as ClosedRange<UInt64> where facts.count < Self.everything || heirs == 0 {
      var simulation = Simulation(seed: seed)
      simulation.run(steps: 3_000)
      for line in simulation.script.ledger.lines.values.joined() {
        facts.insert(line.fact.kind)
        switch line.fact {
        case .joined(let entrance): facts.insert("joined as \(entrance.part)")
        case .uninvited(_, _, let why): facts.insert("uninvited \(why)")
        case .released(_, _, .some): heirs += 1
        default: break
        }
      }
    }
    #expect(facts.count == Self.everything, "\(facts.sorted())")
    #expect(heirs > 0)
  }
}
