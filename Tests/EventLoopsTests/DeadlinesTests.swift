import EventLoops
import Primitives
import Testing

struct DeadlinesTests {
  private func at(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }

  private func drain(_ deadlines: inout Deadlines, _ now: Int64) -> [UInt32] {
    var due: [UInt32] = []
    while let index = deadlines.popDue(at(now)) { due.append(index) }
    return due
  }

  @Test func `the earliest is due first, and nobody is due twice`() {
    var deadlines = Deadlines()
    for (index, time) in [30, 10, 20].enumerated() { deadlines.set(at(Int64(time)), for: UInt32(index)) }
    #expect(deadlines.next == at(10))
    #expect(drain(&deadlines, 9) == [])
    #expect(drain(&deadlines, 30) == [1, 2, 0])
    #expect(drain(&deadlines, 99) == [])
    #expect(deadlines.next == nil)
  }

  @Test func `a deadline that is put off is not due at its old time`() {
    var deadlines = Deadlines()
    deadlines.set(at(10), for: 4)
    deadlines.set(at(50), for: 4)
    #expect(drain(&deadlines, 49) == [])
    #expect(deadlines.next == at(50))
    #expect(drain(&deadlines, 50) == [4])
  }

  @Test func `a deadline that is brought forward is due at its new time`() {
    var deadlines = Deadlines()
    deadlines.set(at(50), for: 0)
    deadlines.set(at(40), for: 1)
    deadlines.set(at(10), for: 0)
    #expect(deadlines.next == at(10))
    #expect(drain(&deadlines, 10) == [0])
  }

  @Test func `a deadline that is taken back is never due, and can be set again`() {
    var deadlines = Deadlines()
    deadlines.set(at(10), for: 0)
    deadlines.set(nil, for: 0)
    #expect(drain(&deadlines, 10) == [])
    deadlines.set(at(12), for: 0)
    #expect(drain(&deadlines, 12) == [0])
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func `any mixture of changes wakes whom a plain list would wake`(
    seed: UInt64
  ) {
    var random = SplitMix(seed: seed)
    var deadlines = Deadlines()
    var expected: [UInt32: Int64] = [:]
    for now in 0..<2_000 as Range<Int64> {
      let index = UInt32.random(in: 0..<40, using: &random)
      let time: Int64? = Bool.random(using: &random) ? now + Int64.random(in: 0..<300, using: &random) : nil
      deadlines.set(time.map(at), for: index)
      expected[index] = time
      let due = Set(drain(&deadlines, now))
      #expect(due == Set(expected.filter { $0.value <= now }.keys))
      for index in due { expected[index] = nil }
      // It may be early, for somebody who was put off, but never late.
      if let first = expected.values.min() { #expect(deadlines.next.map { $0 <= at(first) } == true) }
    }
  }
}

/// Repeatable numbers (Sebastiano Vigna's splitmix64).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
