import ChatTesting
import FuzzTargets
import Testing

/// What the fuzzer starts from, and what it once found, on every run; and some thousand changes of it.
struct ReplayTests {
  @Test(arguments: FuzzTarget.allCases) func `the corpus holds`(target: FuzzTarget) throws {
    let corpus = try Corpus(of: target)
    #expect(corpus.inputs.count > 3)
    for (name, input) in corpus.inputs {
      if let fault = target.fault(in: input) { Issue.record("\(target.rawValue)/\(name): \(fault)") }
    }
  }

  @Test(arguments: FuzzTarget.allCases, 0..<8) func `so do changes of it`(target: FuzzTarget, seed: UInt64) throws {
    let corpus = try Corpus(of: target)
    var random = SeededRandom(seed)
    for _ in 0..<400 {
      let input = corpus.changed(&random)
      guard let fault = target.fault(in: input) else { continue }
      Issue.record("\(target.rawValue), \(input): \(fault)")
    }
  }
}
