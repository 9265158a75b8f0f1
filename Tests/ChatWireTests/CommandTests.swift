import ChatDomain
import ChatWire
import Primitives
import Testing

private let c = "aaaaaaaaaaaaaaaaaaaaaaaaae"
private let m = "aaaaaaaaaaaaaaaaaaaaaaaaam"
private let conversation = ConversationID(high: 0, low: 4)
private let mid = MessageID(high: 0, low: 12)

@Suite struct CommandTests {
  @Test func `a visitor's hello is read whatever the order`() throws {
    let secret = Base64.url.encoded([UInt8](repeating: 7, count: 32))
    let text = #"""
      {"resume":{"c":"\#(c)","seq":3,"mid":"\#(m)"},"page":{"url":"https://x","title":"T","more":[1]},"lang":"de",
      "tz":"Europe/Oslo","secret":"\#(secret)","referrer":null,"v":1,"news":{"a":[]},"type":"hello"}
      """#
    let point = ResumePoint(conversation: conversation, seq: 3, mid: mid)
    guard case .hello(let hello) = try visitor(text) else { return #expect(Bool(false)) }
    #expect(hello.secret == [UInt8](repeating: 7, count: 32))
    #expect(hello.place == Place(page: Page(url: "https://x", title: "T"), language: "de", timeZone: "Europe/Oslo"))
    #expect(hello.resume == point)
  }

  @Test func `visitors' commands are read`() throws {
    #expect(try visitor(#"{"type":"say","mid":"\#(m)","text":"Hi"}"#) == .say(mid, "Hi"))
    #expect(try visitor(#"{"type":"typing","on":true}"#) == .typing(true))
    #expect(try visitor(#"{"type":"seen","seq":4}"#) == .seen(4))
    #expect(try visitor(#"{"type":"page","url":"u","title":"t"}"#) == .page(Page(url: "u", title: "t")))
    #expect(try visitor(#"{"type":"sync","after":0}"#) == .sync(after: 0))
    #expect(try visitor(#"{"type":"beat"}"#) == .beat)
    guard case .identify(let claim) = try visitor(#"{"type":"identify","id":"7","name":"J","signature":"ab"}"#) else {
      return #expect(Bool(false))
    }
    #expect((claim.id, claim.name, claim.email, claim.signature) == ("7", "J", "", "ab"))
  }

  @Test(arguments: [
    (#"{"type":"pickup","c":"\#(c)"}"#, AgentCommand.talk(conversation, .pickUp)),
    (#"{"type":"heard","c":"\#(c)","ring":2}"#, .talk(conversation, .heard(ring: 2))),
    (#"{"type":"decline","c":"\#(c)"}"#, .talk(conversation, .decline)),
    (#"{"type":"join","c":"\#(c)"}"#, .talk(conversation, .join)),
    (#"{"type":"leave","c":"\#(c)"}"#, .talk(conversation, .leave)),
    (#"{"type":"withdraw","c":"\#(c)"}"#, .talk(conversation, .withdraw)),
    (
      #"{"type":"invite","c":"\#(c)","mid":"\#(m)","agent":"tom","as":"owner","text":"Tom knows"}"#,
      .talk(conversation, .invite(mid, slug("tom"), as: .owner, "Tom knows"))
    ),
    (
      #"{"as":"help","agent":"tom","mid":"\#(m)","c":"\#(c)","type":"invite"}"#,
      .talk(conversation, .invite(mid, slug("tom"), as: .help, ""))
    ),
    (#"{"type":"say","c":"\#(c)","mid":"\#(m)","text":"é"}"#, .talk(conversation, .say(mid, "é"))),
    (#"{"type":"note","c":"\#(c)","mid":"\#(m)","text":"n"}"#, .talk(conversation, .note(mid, "n"))),
    (#"{"type":"typing","c":"\#(c)","on":false}"#, .talk(conversation, .type(isTyping: false))),
    (
      #"{"type":"typing","c":"\#(c)","on":false,"draft":true}"#,
      .talk(conversation, .type(isTyping: false, hasDraft: true))
    ),
    (#"{"type":"hold","c":"\#(c)"}"#, .talk(conversation, .hold)),
    (#"{"type":"seen","c":"\#(c)","seq":9}"#, .talk(conversation, .see(seq: 9))),
    (#"{"type":"open","c":"\#(c)","after":2}"#, .talk(conversation, .open(after: 2))),
    (#"{"type":"close","c":"\#(c)"}"#, .talk(conversation, .close)),
    (#"{"type":"end","c":"\#(c)"}"#, .talk(conversation, .end)),
    (#"{"type":"bell","on":true}"#, .bell(true)), (#"{"type":"beat","active":true}"#, .beat(isActive: true)),
    (#"{"type":"remember","c":"\#(c)","text":"f"}"#, .remember(conversation, "f", ref: nil)),
    (#"{"type":"remember","c":"\#(c)","ref":"\#(m)","text":"f"}"#, .remember(conversation, "f", ref: mid)),
    (#"{"type":"sync","c":"\#(c)","after":1}"#, .talk(conversation, .open(after: 1))),
    (#"{"type":"block","c":"\#(c)"}"#, .block(conversation)),
    (#"{"type":"unblock","c":"\#(c)"}"#, .unblock(conversation)),
    (
      #"{"type":"hello","v":1,"bell":true,"resume":[{"c":"\#(c)","seq":0,"mid":null}]}"#,
      .hello(bell: true, resume: [ResumePoint(conversation: conversation, seq: 0, mid: nil)])
    ),
  ]) func `agents' commands are read`(text: String, command: AgentCommand) throws {
    #expect(try agent(text) == command)
  }

  @Test(arguments: [
    ("", Refusal(.invalidJSON)), ("[]", Refusal(.invalidJSON)), (#"{"type":"beat"} x"#, Refusal(.invalidJSON)),
    (#"{"type":"beat","a":}"#, Refusal(.invalidJSON)), ("{", Refusal(.invalidJSON)),
    (#"{"type":"fly"}"#, Refusal(.unknownCommand, field: "type")),
    (#"{}"#, Refusal(.unknownCommand, field: "type")), (#"{"type":7}"#, Refusal(.badField, field: "type")),
    (#"{"type":"say","text":"x"}"#, Refusal(.badField, field: "mid")),
    (#"{"type":"say","text":5,"mid":"\#(m)"}"#, Refusal(.badField, ref: mid, field: "text")),
    (#"{"type":"say","text":"x","mid":"short"}"#, Refusal(.badField, field: "mid")),
    (#"{"type":"seen","seq":-1}"#, Refusal(.badField, field: "seq")),
    (#"{"type":"seen","seq":1e2}"#, Refusal(.badField, field: "seq")),
    (#"{"type":"seen","seq":99999999999999999999}"#, Refusal(.badField, field: "seq")),
    (
      #"{"type":"invite","c":"\#(c)","mid":"\#(m)","agent":"T!","as":"help"}"#,
      Refusal(.badField, ref: mid, conversation: conversation, field: "agent")
    ),
    (
      #"{"type":"invite","c":"\#(c)","mid":"\#(m)","agent":"tom","as":"boss"}"#,
      Refusal(.badField, ref: mid, conversation: conversation, field: "as")
    ),
    (#"{"type":"hello","secret":"abc"}"#, Refusal(.badField, field: "secret")),
    (#"{"type":"hello","v":2}"#, Refusal(.badField, field: "v")),
  ]) func `what is wrong is named`(text: String, refusal: Refusal) {
    #expect(throws: refusal) { if text.contains("invite") { _ = try agent(text) } else { _ = try visitor(text) } }
  }

  @Test(arguments: [
    #"{"type":"say","mid":"\#(m)","text":"Look at this hat \ud83d"}"#, #"{"text":"\ud83d","mid":"\#(m)","type":"say"}"#,
    #"{"text":"\ud83d \"mid\":\"x\"", "mid" : "\#(m)"}"#, #"{"type":"say","mid":"\#(m)","text":"cut of"#,
    #"{"mid":"short","text":"\ud83d","mid":"\#(m)"}"#,
  ]) func `a frame that is no JSON is refused by the name of its message`(text: String) {
    #expect(throws: Refusal(.invalidJSON, ref: mid)) { try visitor(text) }
  }

  @Test(arguments: [
    #"{"text":"\ud83d \"mid\":\"\#(m)\""}"#, #"{"mid":"\#(m)x","text":"\ud83d"}"#, #"{"mid" "\#(m)"#, #"{"mid":"#,
    #""mid""#,
  ]) func `a name that is none is not made up`(text: String) {
    #expect(throws: Refusal(.invalidJSON)) { try visitor(text) }
  }

  @Test func `what is too long is cut between letters, a key is refused`() throws {
    let title = String(repeating: "é", count: 200)
    let long = #"{"type":"page","url":"\#(String(repeating: "u", count: 3000))","title":"x\#(title)"}"#
    guard case .page(let page) = try visitor(long) else { return #expect(Bool(false)) }
    #expect(page.url.utf8.count == 2048)
    #expect(page.title == "x" + String(repeating: "é", count: 127))
    #expect(throws: Refusal(.badField, field: "id")) { try visitor(#"{"type":"identify","id":"\#(title)"}"#) }
    let fact = #"{"type":"remember","c":"\#(c)","text":"\#(String(repeating: "f", count: 1025))"}"#
    #expect(throws: Refusal(.textTooLong, conversation: conversation, field: "text", limit: 1024)) { try agent(fact) }
    let named = fact.replacing(#""text""#, with: #""ref":"\#(m)","text""#)
    #expect(throws: Refusal(.textTooLong, ref: mid, conversation: conversation, field: "text", limit: 1024)) {
      try agent(named)
    }
  }

  @Test func `mutated frames never trap`() {
    var random = SystemRandomNumberGenerator()
    let frame = Array(
      #"{"type":"hello","v":1,"bell":true,"resume":[{"c":"\#(c)","seq":0,"mid":"\#(m)"}],"page":{}}"#.utf8)
    for _ in 0..<5_000 {
      var bytes = frame
      for _ in 0...Int.random(in: 0...3, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = try? VisitorCommand(bytes.span)
      _ = try? AgentCommand(bytes.span)
    }
  }
}

private func visitor(_ text: String) throws(Refusal) -> VisitorCommand {
  let bytes = Array(text.utf8)
  return try VisitorCommand(bytes.span)
}

private func agent(_ text: String) throws(Refusal) -> AgentCommand {
  let bytes = Array(text.utf8)
  return try AgentCommand(bytes.span)
}
