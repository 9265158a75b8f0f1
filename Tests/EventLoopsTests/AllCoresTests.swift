import EventLoops
import Testing

@Suite struct AllCoresTests {
  @Test("what came of each piece stands in the order of the pieces", arguments: [0, 1, 2, 63, 64, 65, 1_000])
  func order(count: Int) {
    let outcomes = onAllCores(Array(0..<count)) { piece in piece * piece }
    #expect(Array(outcomes) == (0..<count).map { $0 * $0 })
  }
}
