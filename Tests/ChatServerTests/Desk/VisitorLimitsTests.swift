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

  @Test func `changes and looks are counted apart from words, for the visitor`() {
    var limits = VisitorLimits(burst: 1, perSecond: 1)
    func taken(_ kind: VisitorLimits.Kind, at now: Instant) -> Int {
      (0..<1_000).filter { _ in limits.allows(visitor(1), kind, at: now) }.count
    }
    #expect(taken(.words, at: start) == 1)
    #expect(taken(.changes, at: start) == VisitorLimits.changesBurst)
    #expect(taken(.looks, at: start) == VisitorLimits.looksBurst)
    #expect(taken(.changes, at: start + .seconds(20)) == Int(20 * VisitorLimits.changesPerSecond))
    #expect(limits.allows(visitor(2), .changes, at: start) == true)
  }

  @Test func `newcomers are counted by where they come from`() {
    var limits = VisitorLimits(burst: 1, perSecond: 1)
    let taken = (0..<5_000).filter { _ in limits.allowsNewcomer(from: "192.0.2.1", at: start) }
    #expect(taken.count == VisitorLimits.newcomersBurst)
    #expect(limits.allowsNewcomer(from: "192.0.2.2", at: start) == true)
    #expect(limits.allowsNewcomer(from: "192.0.2.1", at: start + .seconds(1)) == true)
  }
}
