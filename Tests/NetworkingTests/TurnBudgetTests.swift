import Networking
import Testing

struct TurnBudgetTests {
  @Test func `so many in a turn, and as many again in the next`() {
    var budget = TurnBudget<Int>(perTurn: 2)
    #expect((0..<3).map { _ in budget.allows(in: 1) } == [true, true, false])
    let next = budget.allows(in: 2)
    #expect(next)
  }

  @Test func `who waits is not passed, and comes in order`() {
    var budget = TurnBudget<Int>(perTurn: 2)
    let first = (0..<2).map { _ in budget.allows(in: 1) }
    #expect(first == [true, true])
    #expect((1...5).map { budget.wait($0) } == [true, false, false, false, false])
    let newcomer = budget.allows(in: 2)
    #expect(!newcomer)
    #expect([2, 2, 3, 4].map { budget.takeNext(in: $0) } == [[1, 2], [], [3, 4], [5]])
    #expect(!budget.isAnybodyWaiting)
    // One of this turn's two is used by who waited.
    #expect((0..<2).map { _ in budget.allows(in: 4) } == [true, false])
  }

  @Test func `a budget of nothing would be a wait for ever`() {
    var budget = TurnBudget<Int>(perTurn: 0)
    let allowed = budget.allows(in: 1)
    #expect(allowed)
  }
}
