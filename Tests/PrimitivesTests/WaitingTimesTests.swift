import Primitives
import Testing

struct WaitingTimesTests {
  private let start = Instant(milliseconds: 1_000_000)

  private func after(_ milliseconds: Int64) -> Instant { start + .milliseconds(milliseconds) }

  @Test func `nothing waits at first, nor when all are through`() {
    var times = WaitingTimes()
    #expect(times.backlog(at: start) == Backlog())
    times.came(3, at: start)
    times.left(3)
    #expect(times.backlog(at: after(9)) == Backlog())
  }

  @Test func `the oldest item gives the age`() {
    var times = WaitingTimes()
    times.came(at: start)
    times.came(2, at: after(10))
    #expect(times.backlog(at: after(15)) == Backlog(count: 3, age: .milliseconds(15)))
    times.left()
    #expect(times.backlog(at: after(15)) == Backlog(count: 2, age: .milliseconds(5)))
    times.left()
    #expect(times.backlog(at: after(16)) == Backlog(count: 1, age: .milliseconds(6)))
  }

  @Test func `more cannot leave than came, and a clock behind makes no negative age`() {
    var times = WaitingTimes()
    times.came(2, at: start)
    #expect(times.backlog(at: after(-5)).age == .milliseconds(0))
    times.left(9)
    #expect(times.backlog(at: start).count == 0)
    times.came(at: after(1))
    #expect(times.backlog(at: after(3)) == Backlog(count: 1, age: .milliseconds(2)))
  }

  @Test func `it agrees with a plain list over many steps`() {
    var (times, list, seed) = (WaitingTimes(), [Instant](), UInt64(7))
    for step in Int64(0)..<5_000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1
      let count = Int(seed >> 33) % 4
      if seed >> 62 == 0 {
        times.left(count)
        list.removeFirst(min(count, list.count))
      } else {
        times.came(count, at: after(step))
        list += Array(repeating: after(step), count: count)
      }
      let age = list.first.map { after(step) - $0 } ?? .milliseconds(0)
      #expect(times.backlog(at: after(step)) == Backlog(count: list.count, age: age))
    }
  }
}
