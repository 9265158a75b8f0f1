/// Dear work done only so often in a turn of the loop; who comes later stands in line for the turns to come.
package struct TurnBudget<Waiting> {
  private let perTurn: Int
  private var turn: UInt64 = 0
  private var used = 0
  private var line: [Waiting] = []

  /// So often in a turn, once at least.
  package init(perTurn: Int) { self.perTurn = max(1, perTurn) }

  /// Whether anybody stands in line.
  package var isAnybodyWaiting: Bool { !line.isEmpty }

  /// Whether it may be done in this turn, and counts it; nobody passes those who wait.
  package mutating func allows(in turn: UInt64) -> Bool {
    if turn != self.turn { (self.turn, used) = (turn, 0) }
    guard line.isEmpty, used < perTurn else { return false }
    used += 1
    return true
  }

  /// Joins the line; true for the first, who sees to it that `takeNext` is called in another turn.
  package mutating func wait(_ one: Waiting) -> Bool {
    line.append(one)
    return line.count == 1
  }

  /// Those whose turn it is, in their order.
  package mutating func takeNext(in turn: UInt64) -> [Waiting] {
    if turn != self.turn { (self.turn, used) = (turn, 0) }
    let next = Array(line.prefix(perTurn - used))
    line.removeFirst(next.count)
    used += next.count
    return next
  }
}
