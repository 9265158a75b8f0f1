/// Every state the model can reach, breadth first, so that the way to a fault is a shortest one.
struct Walk {
  private(set) var states = 0
  private(set) var steps = 0
  /// What went wrong first, and the steps that led there.
  private(set) var fault: String?

  /// Walks until there is nothing new, or something is wrong.
  init(_ bounds: DeliveryModel.Bounds) {
    var walker = Walker(bounds)
    fault = walker.explore() ?? walker.stuck()
    (states, steps) = (walker.found.count, walker.comesFrom.reduce(0) { $0 + $1.count })
  }
}

private struct Walker {
  let bounds: DeliveryModel.Bounds
  var found: [DeliveryModel] = []
  /// For each state, those it can be reached from; the first is on a shortest way.
  var comesFrom: [[Int32]] = []
  private var numbers: [DeliveryModel: Int32] = [:]

  init(_ bounds: DeliveryModel.Bounds) {
    self.bounds = bounds
    _ = number(of: DeliveryModel(bounds))
  }

  private mutating func number(of state: DeliveryModel) -> Int32 {
    if let number = numbers[state] { return number }
    let number = Int32(found.count)
    numbers[state] = number
    found.append(state)
    comesFrom.append([])
    return number
  }

  mutating func explore() -> String? {
    var index = 0
    while index < found.count {
      let state = found[index]
      if let violation = state.violation { return story(of: index, violation) }
      for step in state.steps(bounds) {
        let next = number(of: state.after(step, bounds))
        if next != 0 { comesFrom[Int(next)].append(Int32(index)) }
      }
      index += 1
    }
    return nil
  }

  /// A state from which the end can never be reached; nil: there is none.
  func stuck() -> String? {
    var reaches = Array(repeating: false, count: found.count)
    var frontier = found.indices.filter { found[$0].isDone }
    for index in frontier { reaches[index] = true }
    while let index = frontier.popLast() {
      for before in comesFrom[index] where !reaches[Int(before)] {
        reaches[Int(before)] = true
        frontier.append(Int(before))
      }
    }
    return reaches.firstIndex(of: false).map { story(of: $0, "nothing leads from here to the end") }
  }

  private func story(of index: Int, _ what: String) -> String {
    var way = [index]
    while let last = way.last, let before = comesFrom[last].first { way.append(Int(before)) }
    let steps = zip(way.reversed(), way.reversed().dropFirst()).map { from, to in
      let step = found[from].steps(bounds).first { found[from].after($0, bounds) == found[to] }
      return step.map { "\($0)" } ?? "?"
    }
    return ([what] + steps).joined(separator: "\n  ")
  }
}
