import ChatServer
import Primitives
import Testing

struct LogBudgetTests {
  private let start = Instant(milliseconds: 1_000_000)
  private typealias Budget = LogBudget<String>

  @Test func `so many lines of a kind are written in a minute, and the rest is counted`() {
    var budget = Budget()
    let written = (0..<6_007).filter { _ in budget.allows("peerFault", at: start) }
    #expect(written.count == Budget.lines)
    #expect(budget.allows("slowReader", at: start) == true)
    let leftOut = budget.takeLeftOut()
    #expect(leftOut.map(\.kind) == ["peerFault"])
    #expect(leftOut.map(\.count) == [6_007 - Budget.lines])
    #expect(budget.takeLeftOut().isEmpty)
  }

  @Test func `the next minute begins anew, and nothing left out before is forgotten`() {
    var budget = Budget()
    for _ in 0..<Budget.lines + 5 { _ = budget.allows("peerFault", at: start) }
    #expect(budget.allows("peerFault", at: start + Budget.stretch) == true)
    #expect(budget.takeLeftOut().map(\.count) == [5])
  }
}
