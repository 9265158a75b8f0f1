import HTTPProtocol
import Primitives
import Testing

/// What the documentation promises: a change of a limit is a change of this table.
struct HTTPLimitsTests {
  @Test func `the limits`() {
    let limits = HTTPLimits()
    #expect(limits.requestLine == 4_096)
    #expect(limits.head == 8_192)
    #expect(limits.fields == 64)
    #expect(limits.body == 65_536)
    #expect(limits.pipelined == 16_384)
    #expect(limits.headWithin == .seconds(10))
    #expect(limits.bodyWithin == .seconds(30))
    #expect(limits.idleWithin == .seconds(60))
  }

  @Test(
    arguments: [
      ("GET /" + String(repeating: "a", count: 4_080) + " HTTP/1.1\r\nHost: a\r\n\r\n", nil),
      ("GET /" + String(repeating: "a", count: 4_081) + " HTTP/1.1\r\nHost: a\r\n\r\n", .targetTooLong(limit: 4_096)),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n" + String(repeating: "b", count: 65_536), nil),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", .bodyTooLarge(limit: 65_536)),
      (head(of: 8_192), nil), (head(of: 8_193), .headTooLarge(limit: 8_192)),
      (head(withFields: 64), nil), (head(withFields: 65), .headTooLarge(limit: 64)),
    ] as [(String, HTTPFault?)])
  func `the last that fits, and the first that does not`(text: String, fault: HTTPFault?) {
    var exchange = Exchange()
    switch exchange.converse(text).first {
    case .request: #expect(fault == nil)
    case .fault(let seen): #expect(seen == fault)
    case nil: Issue.record("nothing came of it")
    }
  }

  @Test(arguments: [(16_384, 2), (16_385, 1)])
  func `so much is kept of what is sent ahead, and whoever sends more gets one answer`(ahead: Int, answers: Int) {
    var exchange = Exchange()
    _ = exchange.receive("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    let head = "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 00000\r\n\r\n"
    let length = ahead - head.utf8.count
    let next = head.replacing("00000", with: "\(length)") + String(repeating: "x", count: length)
    #expect(exchange.receive(next) == nil)
    var count = 0
    repeat {
      exchange.respond(HTTPResponse(200))
      count += 1
    } while exchange.receive("") != nil
    #expect(count == answers)
  }

  private static func head(of size: Int) -> String {
    let start = "GET / HTTP/1.1\r\nHost: a\r\nX: "
    return start + String(repeating: "x", count: size - start.utf8.count - 4) + "\r\n\r\n"
  }

  private static func head(withFields count: Int) -> String {
    "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: count - 1) + "\r\n"
  }

  @Test func `slow body: a byte now and then wins no time`() {
    var exchange = Exchange()
    #expect(exchange.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n") == nil)
    for second in 1..<30 {
      exchange.now = Instant(milliseconds: Int64(second) * 1_000)
      #expect(exchange.receive("x") == nil)
      #expect(exchange.session.pass(exchange.now) == nil)
    }
    #expect(exchange.session.pass(Instant(milliseconds: 30_000)) == .fault(.timedOut))
  }
}
