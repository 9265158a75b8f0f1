import HTTPProtocol
import Primitives
import Testing

struct HTTPDeadlineTests {
  @Test func `a head that drips in is cut 10 s after its first byte`() {
    var exchange = Exchange()
    #expect(exchange.session.nextDeadline == Instant(milliseconds: 60_000))
    exchange.now = Instant(milliseconds: 5_000)
    #expect(exchange.receive("G") == nil)
    exchange.now = Instant(milliseconds: 14_000)
    #expect(exchange.receive("E") == nil)
    #expect(exchange.session.nextDeadline == Instant(milliseconds: 15_000))
    #expect(exchange.session.pass(Instant(milliseconds: 14_999)) == nil)
    #expect(exchange.session.pass(Instant(milliseconds: 15_000)) == .fault(.timedOut))
    exchange.respond(HTTPFault.timedOut.response)
    #expect(exchange.sent().hasPrefix("HTTP/1.1 408 "))
    #expect(exchange.session.isFinished)
  }

  @Test func `empty lines win no time`() {
    var exchange = Exchange()
    #expect(exchange.receive("\r\n") == nil)
    exchange.now = Instant(milliseconds: 9_000)
    #expect(exchange.receive("\r\n") == nil)
    #expect(exchange.session.pass(Instant(milliseconds: 10_000)) == .fault(.timedOut))
  }

  @Test func `a body has 30 s from the end of its head`() {
    var exchange = Exchange()
    exchange.now = Instant(milliseconds: 1_000)
    #expect(exchange.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na") == nil)
    exchange.now = Instant(milliseconds: 20_000)
    #expect(exchange.receive("b") == nil)
    #expect(exchange.session.nextDeadline == Instant(milliseconds: 31_000))
  }

  @Test func `an idle connection ends without a word`() {
    var exchange = Exchange()
    exchange.now = Instant(milliseconds: 50_000)
    _ = exchange.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(exchange.session.nextDeadline == nil)
    #expect(exchange.session.pass(Instant(milliseconds: .max)) == nil)
    exchange.respond(HTTPResponse(204))
    _ = exchange.sent()
    #expect(exchange.session.nextDeadline == Instant(milliseconds: 110_000))
    #expect(exchange.session.pass(Instant(milliseconds: 110_000)) == nil)
    #expect(exchange.session.isFinished)
    #expect(exchange.sent() == "")
  }
}
