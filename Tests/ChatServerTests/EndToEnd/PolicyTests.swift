import ChatDomain
import ChatServer
import HTTPProtocol
import JSON
import Primitives
import Testing
import WebSocketProtocol

/// Who is let in, how much they may say, and how it ends, over real sockets.
@Suite(.serialized, .blocking, .timeLimit(.minutes(5)))
struct PolicyTests {
  @Test func `CSWSH: a visitor's page of another origin or an unknown site is closed with a code that says don't`()
    async throws
  {
    let shop = try TestShop()
    #expect(try shop.visitor(origin: "https://evil.example").closeCode() == CloseCode(rawValue: 4501))
    #expect(try shop.visitor(origin: nil).closeCode() == CloseCode(rawValue: 4501))
    #expect(try shop.visitor(site: "nowhere").closeCode() == CloseCode(rawValue: 4500))
    #expect(try shop.visitor(site: "").closeCode() == CloseCode(rawValue: 4500))
    await shop.stop()
  }

  @Test func `CSWSH: a console needs its own origin and a good cookie`() async throws {
    let shop = try TestShop()
    let cookie = try shop.cookie("anna")
    let own = "http://\(shop.host)"
    #expect(try ChatPeer(shop, "/ws/agent", origin: own).closeCode() == CloseCode(rawValue: 4502))
    for origin in ["https://evil.example", "http://\(shop.host).evil.example", "null", nil] {
      let console = try ChatPeer(shop, "/ws/agent", origin: origin, cookie: cookie)
      #expect(try console.closeCode() == CloseCode(rawValue: 4501), "\(origin ?? "none")")
    }
    let forged = try ChatPeer(shop, "/ws/agent", origin: own, cookie: cookie.replacing("anna", with: "tom"))
    #expect(try forged.closeCode() == CloseCode(rawValue: 4502))
    await shop.stop()
  }

  @Test func `nothing is done before hello, and hello is said once`() async throws {
    let shop = try TestShop()
    let page = try shop.visitor()
    try page.say(Say.words(.test(1), "too early"))
    #expect(try page.notice("error")["code"]?.string == "say_hello_first")
    try page.say(Say.hello(1))
    #expect(try page.notice("welcome")["talk"] == nil)
    try page.say(Say.hello(2))
    #expect(try page.notice("error")["code"]?.string == "bad_field")
    await shop.stop()
  }

  @Test func `a command that is wrong is refused by code and field, and the page stays connected`() async throws {
    let shop = try TestShop()
    let page = try shop.greeted()
    let wrong: [(command: String, code: String, field: String?)] = [
      ("{", "invalid_json", nil), ("[]", "invalid_json", nil), (#"{"type":"dance"}"#, "unknown_command", "type"),
      (#"{"type":"say","text":"no id"}"#, "bad_field", "mid"),
      (#"{"type":"say","mid":"short","text":"x"}"#, "bad_field", "mid"),
      (#"{"type":"typing","on":"yes"}"#, "bad_field", "on"), (#"{"type":"seen","seq":-1}"#, "bad_field", "seq"),
      (#"{"type":"seen","seq":99999999999999999999}"#, "bad_field", "seq"),
    ]
    for (command, code, field) in wrong {
      try page.say(command)
      let error = try page.notice("error")
      #expect((error["code"]?.string, error["field"]?.string) == (code, field), "\(command)")
    }
    try page.say(Say.words(.test(1), "still here"))
    _ = try page.notice("ack")
    await shop.stop()
  }

  @Test func `text of 8 KiB is taken, a byte more is refused by its limit, and white space alone too`() async throws {
    let shop = try TestShop()
    let page = try shop.greeted()
    let most = String(repeating: "x", count: 8_192)
    try page.say(Say.words(.test(1), most))
    _ = try page.notice("ack")
    let mid = MessageID.test(2)
    try page.say(Say.words(mid, most + "x"))
    let error = try page.notice("error")
    #expect(error["code"]?.string == "text_too_long")
    #expect(error["ref"]?.string == "\(mid)")
    #expect(error["limit"]?.int == 8_192)
    try page.say(Say.words(.test(3), " \\n\\t"))
    #expect(try page.notice("error")["code"]?.string == "text_empty")
    await shop.stop()
  }

  @Test func `a frame beyond 64 KiB ends the connection, and nobody else's`() async throws {
    let shop = try TestShop()
    let (page, other) = (try shop.greeted(1), try shop.greeted(2))
    try page.say(Say.words(.test(1), String(repeating: "x", count: 70_000)))
    #expect(try page.closeCode() == .messageTooBig)
    try other.say(Say.words(.test(2), "undisturbed"))
    _ = try other.notice("ack")
    await shop.stop()
  }

  @Test func `a hasty visitor is told so, by message, and a new connection brings no new tokens`() async throws {
    let shop = try TestShop { configuration in
      (configuration.visitorBurst, configuration.visitorMessagesPerSecond) = (3, 0.000_1)
    }
    let page = try shop.greeted()
    for number in UInt16(1)...3 {
      try page.say(Say.words(.test(number), "quick"))
      _ = try page.notice("ack")
    }
    let mid = MessageID.test(4)
    try page.say(Say.words(mid, "too quick"))
    let error = try page.notice("error")
    #expect(error["code"]?.string == "too_fast")
    #expect(error["ref"]?.string == "\(mid)")
    let again = try shop.greeted()
    try again.say(Say.words(.test(5), "again"))
    #expect(try again.notice("error")["code"]?.string == "too_fast")
    let other = try shop.greeted(2)
    try other.say(Say.words(.test(6), "somebody else"))
    _ = try other.notice("ack")
    #expect(shop.journalHolds("too quick") == 0)
    await shop.stop()
  }

  @Test func `who is blocked is closed with 4503, stays out, and comes back when unblocked`() async throws {
    let shop = try TestShop()
    let console = try shop.console()
    let page = try shop.greeted()
    let mid = MessageID.test(1)
    try page.say(Say.words(mid, "rude words"))
    _ = try console.notice("ring")
    try console.say(Say.about("pickup", "\(mid)"))
    _ = try page.notice("talk") { $0["state"]?.string == "active" }
    try console.say(Say.about("block", "\(mid)"))
    #expect(try page.closeCode() == CloseCode(rawValue: 4503))
    // The list is written behind: what counts is that the file says it before long.
    while TestFile.text("\(shop.data)/blocked.txt")?.isEmpty ?? true {
      try Task.checkCancellation()
      await Task.yield()
    }
    #expect(try shop.greeted().closeCode() == CloseCode(rawValue: 4503))
    try console.say(Say.about("unblock", "\(mid)"))
    while TestFile.text("\(shop.data)/blocked.txt")?.isEmpty == false {
      try Task.checkCancellation()
      await Task.yield()
    }
    _ = try shop.greeted().notice("welcome")
    await shop.stop()
  }

  @Test func `a stop says when to come back, and closes with a code that means it`() async throws {
    let shop = try TestShop()
    let (page, console) = (try shop.greeted(), try shop.console())
    _ = try page.notice("welcome")
    async let stopped: Void = shop.stopGently()
    for peer in [page, console] {
      #expect(try peer.notice("bye")["after"]?.int ?? 0 > 0)
      #expect(try peer.closeCode() == CloseCode(rawValue: 4000))
      peer.hangUp()
    }
    await stopped
  }

  @Test func `health says whether a visitor would meet a person`() async throws {
    let shop = try TestShop()
    func meets() throws -> Bool? {
      try JSONValue(try shop.ask("GET", "/health").body)["would_meet_a_person"]?.bool
    }
    #expect(try meets() == false)
    let console = try shop.console()
    // A console that has just come is off the bell for a moment: its hello is two events.
    try console.wait(forPresence: "onBell")
    #expect(try meets() == true)
    try console.say(#"{"type":"bell","on":false}"#)
    try console.wait(forPresence: "offBell")
    #expect(try meets() == false)
    await shop.stop()
  }

  @Test func `the API refuses another site's page, a wrong password and too many tries`() async throws {
    let shop = try TestShop()
    let body = #"{"name":"anna","password":"wrong"}"#
    let foreign = try shop.ask("POST", "/api/v1/session", body, headers: [("Origin", "https://evil.example")])
    #expect(foreign.head.status == 403)
    for _ in 0..<10 {
      let answer = try shop.ask("POST", "/api/v1/session", body)
      #expect(answer.head.status == 401)
      #expect(try JSONValue(answer.body)["error"]?["code"]?.string == "wrong_password")
    }
    let answer = try shop.ask("POST", "/api/v1/session", body)
    #expect(answer.head.status == 429)
    #expect(answer.head.headers["Retry-After"].flatMap { Int($0) } ?? 0 > 800)
    await shop.stop()
  }

  @Test func `the widget of an unknown site is 404, and of a known one a script`() async throws {
    let shop = try TestShop()
    #expect(try shop.ask("GET", "/widget.js?site=nowhere").head.status == 404)
    #expect(try shop.ask("GET", "/widget.js?site=%2e%2e").head.status == 404)
    let script = try shop.ask("GET", "/widget.js?site=harbour")
    #expect(script.head.status == 200)
    #expect(script.head.headers["Content-Type"] == "text/javascript; charset=utf-8")
    #expect(try shop.ask("GET", "/widget.js").head.status == 200)
    await shop.stop()
  }
}
