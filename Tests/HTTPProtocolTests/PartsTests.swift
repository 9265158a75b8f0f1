import HTTPProtocol
import Primitives
import Testing

struct PartsTests {
  @Test func `the client's half reads an answer's head and no more`() throws {
    let head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n"
    let bytes = Array((head + "\u{1}rest").utf8)
    for count in 0..<head.utf8.count { #expect(try HTTPResponseHead.read(Array(bytes[..<count])) == nil) }
    let read = try #require(try HTTPResponseHead.read(bytes))
    #expect(read.size == head.utf8.count)
    #expect(read.head.status == 101)
    #expect(read.head.headers["upgrade"] == "websocket")
    #expect(throws: HTTPFault.malformed("the status line")) {
      try HTTPResponseHead.read(Array("ICY 200 OK\r\n\r\n".utf8))
    }
  }

  @Test(
    arguments: [
      (784_111_777_000, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_795_356_127_512, "Sun, 22 Nov 2026 14:02:07 GMT"),
    ] as [(Int64, String)])
  func `RFC 9110 5.6.7: dates`(milliseconds: Int64, text: String) {
    #expect(HTTPDate(Instant(milliseconds: milliseconds)).text == text)
  }

  @Test func `any moment has a date`() {
    _ = HTTPDate(Instant(milliseconds: -1))
    _ = HTTPDate(Instant(milliseconds: -86_400_001 * 5))
  }

  @Test func `percent encoding there and back`() {
    #expect(PercentEncoding.encoded("a b/é~") == "a%20b%2F%C3%A9~")
    #expect(PercentEncoding.decoded("a%20b%2F%C3%A9~") == "a b/é~")
    #expect(PercentEncoding.decoded("a+b") == "a+b")
    #expect(PercentEncoding.decodedForm("a+b") == "a b")
    for broken in ["%", "%1", "%g0", "%c3", "%c3%28"] { #expect(PercentEncoding.decoded(broken) == nil) }
  }

  @Test func `media types by the ending`() {
    #expect(MediaType.of("a/b.c/widget.JS") == "text/javascript; charset=utf-8")
    #expect(MediaType.of("README") == "application/octet-stream")
    #expect(MediaType.of("x.") == "application/octet-stream")
    #expect(MediaType.isCompressible(MediaType.of("a.svg")) && !MediaType.isCompressible(MediaType.of("a.png")))
  }

  @Test func `headers are found in any case`() {
    var headers: HTTPHeaders = ["Vary": "Accept", "vary": "Origin"]
    #expect(headers["VARY"] == "Accept, Origin")
    #expect(headers.list("vary", contains: "ORIGIN") && !headers.list("vary", contains: "orig"))
    headers.set("Vary", "x")
    #expect(headers.fields.count == 1)
    headers.remove("vary")
    #expect(headers["Vary"] == nil)
  }

  @Test func `RFC 6265 4.1: a cookie for the server alone`() {
    let kept = Cookie.setting("agent", "a.b=c", path: "/ws", lasting: .seconds(60), isSecure: true)
    #expect(kept == "agent=a.b=c; Path=/ws; Max-Age=60; HttpOnly; SameSite=Strict; Secure")
    #expect(Cookie.setting("a", "", lasting: nil, isSecure: false) == "a=; Path=/; HttpOnly; SameSite=Strict")
    for value in ["a;b", "a b", "a,b", "a\"b", "é", "a\r\nb"] {
      #expect(Cookie.setting("a", value, lasting: nil, isSecure: false) == nil)
    }
    #expect(Cookie.setting("a b", "c", lasting: nil, isSecure: false) == nil)
    #expect(Cookie.setting("a", "b", path: "/;", lasting: nil, isSecure: false) == nil)
  }
}
