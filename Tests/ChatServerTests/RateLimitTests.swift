import ChatServer
import ChatTesting
import Primitives
import Testing

struct RateLimitTests {
  private let start = Instant(milliseconds: 1_000_000)

  @Test func `a burst passes at once and the next one waits its turn`() {
    var limit = RateLimit(burst: 3, perSecond: 2, at: start)
    let first = (0..<4).map { _ in limit.allows(at: start) }
    #expect(first == [true, true, true, false])
    #expect(limit.allows(at: start + .milliseconds(499)) == false)
    #expect(limit.allows(at: start + .milliseconds(500)) == true)
    #expect(limit.allows(at: start + .milliseconds(500)) == false)
  }

  @Test func `quiet time never saves up more than the burst`() {
    var limit = RateLimit(burst: 3, perSecond: 2, at: start)
    let later = start + .seconds(1_000_000)
    let allowed = (0..<10).filter { _ in limit.allows(at: later) }.count
    #expect(allowed == 3)
  }

  @Test func `a bucket is full again only when every token is back`() {
    var limit = RateLimit(burst: 2, perSecond: 1, at: start)
    #expect(limit.isFull(at: start) == true)
    #expect(limit.allows(at: start) == true)
    #expect(limit.isFull(at: start + .milliseconds(999)) == false)
    #expect(limit.isFull(at: start + .seconds(1)) == true)
  }

  @Test func `a clock that steps back gives nothing away`() {
    var limit = RateLimit(burst: 1, perSecond: 1, at: start)
    #expect(limit.allows(at: start) == true)
    #expect(limit.allows(at: Instant(milliseconds: 0)) == false)
    #expect(limit.allows(at: start) == false)
  }

  @Test func `over any stretch of time no more passes than the burst and the rate`() {
    for seed in UInt64(1)...50 {
      var random = SeededRandom(seed)
      var limit = RateLimit(burst: 5, perSecond: 4, at: start)
      var (now, allowed) = (start, 0)
      for _ in 0..<500 {
        now = now + .milliseconds(.random(in: 0...400, using: &random))
        if limit.allows(at: now) { allowed += 1 }
      }
      let most = 5 + Double((now - start).count) / 1_000 * 4
      #expect(Double(allowed) <= most, "seed \(seed)")
    }
  }
}
