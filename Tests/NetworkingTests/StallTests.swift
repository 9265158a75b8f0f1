import Networking
import Primitives
import Testing

struct StallTests {
  private let now = Instant(milliseconds: 1_000)

  @Test(arguments: [(1 << 20, 8_192), (8_193, 8_192), (8_191, 8_191), (1, 1)])
  func `what is owed is 8 KiB, or all that waits`(waiting: Int, owed: Int) {
    var paid = Stall(waiting: waiting, at: now, ConnectionLimits())
    #expect(paid.until == now + .seconds(30))
    let isPaid = paid.took(owed)
    #expect(isPaid)
    var short = Stall(waiting: waiting, at: now, ConnectionLimits())
    let isNearly = short.took(owed - 1)
    #expect(!isNearly)
    let isPaidNow = short.took(1)
    #expect(isPaidNow)
  }
}
