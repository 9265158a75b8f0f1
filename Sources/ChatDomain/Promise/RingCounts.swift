package import Primitives

/// On which ring people were answered, and how many hung up before.
package struct RingCounts: Equatable, Sendable {
  /// Answered on the first, second, third ring, and later.
  package private(set) var first = 0, second = 0, third = 0, later = 0
  /// Went away, or were let go, before anybody answered.
  package private(set) var hungUp = 0

  /// Nothing yet.
  package init() {}

  /// Answered by the second ring.
  package var bySecond: Int { first + second }
  /// All of whom it is known how it went.
  package var all: Int { first + second + third + later + hungUp }
  /// First, second, third, later, hung up.
  package var inOrder: [Int] { [first, second, third, later, hungUp] }

  /// Counts one conversation.
  package mutating func count(_ fate: Fate) {
    switch fate.end {
    case .hungUp: lost()
    case .words(_, let ring): answered(on: ring)
    }
  }

  /// Counts an agent's first words, that long after the visitor's; the clock decides, not how often it rang.
  package mutating func answered(after wait: Milliseconds, ring: Milliseconds) {
    answered(on: Fate.ring(after: wait, of: ring))
  }

  private mutating func answered(on ring: Int) {
    switch ring {
    case ...1: first += 1
    case 2: second += 1
    case 3: third += 1
    default: later += 1
    }
  }

  /// Counts somebody who went away before.
  package mutating func lost() { hungUp += 1 }

  /// Counts everybody whom the other one counted.
  package static func += (left: inout RingCounts, right: RingCounts) {
    left.first += right.first
    left.second += right.second
    left.third += right.third
    left.later += right.later
    left.hungUp += right.hungUp
  }
}

/// How many conversations are in which phase.
package struct PhaseCounts: Equatable, Sendable {
  /// The open ones, by phase.
  package private(set) var waiting = 0, ringing = 0, active = 0

  /// Nothing yet.
  package init() {}

  /// All open ones.
  package var open: Int { waiting + ringing + active }

  mutating func add(_ phase: Phase, _ step: Int) {
    switch phase {
    case .waiting: waiting += step
    case .ringing: ringing += step
    case .active: active += step
    case .ended: break
    }
  }
}
