import HTTPProtocol
import Primitives
import Testing

struct HTTPSessionTests {
  private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test func `a request and its answer`() {
    var exchange = Exchange()
    let text =
      "POST /caf%C3%A9/a%20b?q=sp%C3%A4t+abend&n=&q=2 HTTP/1.1\r\nHost: shop.example:80\r\nX-One:\t a  b \r\n"
      + "x-one: c\r\nCookie: a=1; session=x=y\r\nContent-Length: 4\r\n\r\nbody"
    guard case .request(let request) = exchange.receive(text) else {
      Issue.record("no request")
      return
    }
    #expect(request.method == .post)
    #expect(request.path == "/café/a b")
    #expect(request.query("q") == "spät abend")
    #expect(request.query("n") == "")
    #expect(request.query("m") == nil)
    #expect(request.headers["X-ONE"] == "a  b, c")
    #expect(request.headers["host"] == "shop.example:80")
    #expect(request.cookie("session") == "x=y")
    #expect(request.cookie("a") == "1")
    #expect(request.cookie("b") == nil)
    #expect(request.body == Array("body".utf8))
    #expect(request.keepAlive)
    exchange.respond(HTTPResponse(200, headers: ["X-A": "b"], body: Array("hello".utf8)))
    #expect(
      exchange.sent()
        == "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nX-A: b\r\nContent-Length: 5\r\n\r\nhello")
    #expect(!exchange.session.isFinished)
  }

  @Test func `requests sent ahead are answered in order`() {
    let paths = ["/1", "/2", "/3"]
    let text = paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined()
    var exchange = Exchange()
    #expect(exchange.converse(text).map(path) == paths)
  }

  @Test func `what is read while an answer is made waits its turn`() {
    let text = Array("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HT".utf8)
    var exchange = Exchange()
    var position = 0
    let first = exchange.session.next(in: text.span, from: &position, at: exchange.now, answering: &exchange.outgoing)
    #expect(first.map(path) == "/1")
    #expect(
      exchange.session.next(in: text.span, from: &position, at: exchange.now, answering: &exchange.outgoing) == nil)
    #expect(position == text.count)
    exchange.respond(HTTPResponse(200, text: "1"))
    #expect(exchange.receive("TP/1.1\r\n").map(path) == "/2")
    #expect(exchange.receive("TP/1.1\r\n") == nil)
    exchange.respond(HTTPResponse(200, text: "2"))
    #expect(exchange.receive("Host: a\r\n\r\n").map(path) == "/3")
  }

  @Test func `who sends too much ahead gets one answer and the end`() {
    var exchange = Exchange()
    _ = exchange.receive(get)
    #expect(exchange.receive(String(repeating: "x", count: 17_000)) == nil)
    exchange.respond(HTTPResponse(200, text: "ok"))
    #expect(exchange.session.isFinished)
  }

  @Test func `HTTP 1.0 and Connection close end after the answer`() {
    for text in ["GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nConnection: x, CLOSE\r\n\r\n"] {
      var exchange = Exchange()
      #expect(exchange.converse(text + get).count == 1)
      #expect(exchange.session.isFinished)
      #expect(exchange.sent().contains("\r\nConnection: close\r\n"))
    }
  }

  @Test func `HEAD and 304 have no body but HEAD has the length`() {
    var exchange = Exchange()
    _ = exchange.receive("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
    exchange.respond(HTTPResponse(200, text: "hello"))
    let head = exchange.sent()
    #expect(head.contains("Content-Length: 5\r\n") && head.hasSuffix("\r\n\r\n"))
    for status in [204, 304] {
      _ = exchange.receive(get)
      exchange.respond(HTTPResponse(HTTPStatus(rawValue: status), body: [1, 2]))
      let sent = exchange.sent()
      #expect(!sent.contains("Content-Length") && sent.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func `100 Continue goes out when the body waits for it`() {
    var exchange = Exchange()
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n"
    #expect(exchange.receive(head) == nil)
    #expect(exchange.sent() == "HTTP/1.1 100 Continue\r\n\r\n")
    guard case .request(let request) = exchange.receive("ok") else {
      Issue.record("no request")
      return
    }
    #expect(request.body == Array("ok".utf8))
    exchange.respond(HTTPResponse(200))
    _ = exchange.sent()
    #expect(exchange.receive(head + "ok").map(path) == "/")
    #expect(exchange.sent() == "")
  }

  @Test func `bytes behind an upgrade belong to the next protocol`() {
    let text = Array("GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nFRAMES".utf8)
    var exchange = Exchange()
    var position = 0
    _ = exchange.session.next(in: text.span, from: &position, at: exchange.now, answering: &exchange.outgoing)
    #expect(exchange.session.upgrade(["Upgrade": "websocket"], date: exchange.date, into: &exchange.outgoing) == [])
    #expect(
      exchange.session.next(in: text.span, from: &position, at: exchange.now, answering: &exchange.outgoing) == nil)
    #expect(position == text.count - 6)
    #expect(
      exchange.sent()
        == "HTTP/1.1 101 Switching Protocols\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nUpgrade: websocket\r\n\r\n")
    var later = Exchange()
    _ = later.converse([])
    position = 0
    _ = later.session.next(in: text.span, from: &position, at: later.now, answering: &later.outgoing)
    #expect(later.session.next(in: text.span, from: &position, at: later.now, answering: &later.outgoing) == nil)
    #expect(later.session.upgrade([:], date: later.date, into: &later.outgoing) == Array("FRAMES".utf8))
  }

  @Test func `no value of a header can end its line early`() {
    var exchange = Exchange()
    _ = exchange.receive(get)
    exchange.respond(HTTPResponse(200, headers: ["Location": "/a\r\nSet-Cookie: x=1\u{0}", "Bad\r\nName": "x"]))
    let sent = exchange.sent()
    #expect(sent.contains("Location: /a  Set-Cookie: x=1 \r\n"))
    #expect(!sent.contains("Name"))
  }

  @Test func `an empty line before a request is passed over`() {
    var exchange = Exchange()
    #expect(exchange.converse("\r\n" + get + "\r\n\r\n" + get).map(path) == ["/", "/"])
  }

  @Test func `a target with the server's name, and the star`() {
    var exchange = Exchange()
    #expect(exchange.receive("GET http://A/x?y HTTP/1.1\r\nHost: a\r\n\r\n").map(path) == "/x")
    exchange.respond(HTTPResponse(200))
    #expect(exchange.receive("GET https://a?y HTTP/1.1\r\nHost: a\r\n\r\n").map(path) == "/")
    exchange.respond(HTTPResponse(200))
    #expect(exchange.receive("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").map(path) == "*")
  }

  private func path(_ event: HTTPEvent) -> String {
    guard case .request(let request) = event else { return "\(event)" }
    return request.path
  }
}
