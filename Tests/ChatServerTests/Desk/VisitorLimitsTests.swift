import ChatDomain
import ChatServer
import Primitives
import Testing

struct VisitorLimitsTests {
  private let start = Instant(milliseconds: 1_000_000)
  private func visitor(_ number: UInt64) -> VisitorID { VisitorID(high: 7, low: number) }

  @Test func `one visitor's haste is not another's`() {
    var limits = VisitorLimits(burst: 1, perSecond: 1)
    #expect(limits.allows(visitor(1), at: start) == true)
    #expect(limits.allows(visitor(1), at: start) == false)
    #expect(limits.allows(visitor(2), at: start) == true)
  }

  @Test func `forgetting the quiet ones gives the hasty ones no new tokens`() {
    var limits = VisitorLimits(burst: 2, perSecond: 0.001)
    #expect(limits.allows(visitor(0), at: start) == true)
    #expect(limits.allows(visitor(0), at: start) == true)
    // Enough strangers for several sweeps, none of whom is full again.
    for number in UInt64(1)...5_000 { #expect(limits.allows(visitor(number), at: start) == true) }
    #expect(limits.allows(visitor(0), at: start + .seconds(1)) == false)
    #expect(limits.allows(visitor(0), at: start + .seconds(1_001)) == true)
  }
}
