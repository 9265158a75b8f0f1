import ChatServer
import Primitives
import Testing

struct RateBookTests {
  @Test func `whose bucket is full again is forgotten, however many come`() {
    var book = RateBook<Int>(burst: 2, perSecond: 2)
    for number in 0..<100_000 {
      // A thousand a second, each once: half a second later their bucket is full.
      #expect(book.allows(number, at: Instant(milliseconds: Int64(number))) == true)
    }
    #expect(book.count < 3_000)
  }
}
