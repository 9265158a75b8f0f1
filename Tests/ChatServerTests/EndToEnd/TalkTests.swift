import ChatDomain
import JSON
import Primitives
import Testing

/// A visitor and the desk, over real sockets, on a real disk.
@Suite(.serialized, .blocking, .timeLimit(.minutes(5)))
struct TalkTests {
  private let shop: TestShop

  init() throws { shop = try TestShop() }

  @Test func `words are acknowledged when they are in the journal, and never before`() async throws {
    let page = try shop.greeted()
    _ = try page.notice("welcome")
    for number in UInt16(1)...20 {
      let mid = MessageID.test(number)
      try page.say(Say.words(mid, "words number \(number) of mine"))
      let ack = try page.notice("ack")
      #expect(ack["mid"]?.string == "\(mid)")
      #expect(
        shop.journalHolds("words number \(number) of mine") == 1, "acknowledged before line \(number) was written")
    }
    await shop.stop()
  }

  @Test func `a first word rings, is picked up and answered, and both sides hold the same lines`() async throws {
    let console = try shop.console()
    let page = try shop.greeted()
    let welcome = try page.notice("welcome")
    #expect(welcome["site"]?["name"]?.string == "Harbour")
    #expect(welcome["here"]?.elements?.compactMap { $0["id"]?.string } == ["anna"])
    let mid = MessageID.test(1)
    try page.say(Say.words(mid, "Is Pastel Blues back?"))
    let talk = "\(mid)"
    #expect(try page.notice("ack")["c"]?.string == talk)
    #expect(try console.notice("ring")["c"]?.string == talk)
    try console.say(Say.about("pickup", talk))
    #expect(try page.notice("talk") { $0["state"]?.string == "active" }["agent"]?["id"]?.string == "anna")
    try console.say(Say.words(.test(2), "It is. One copy.", in: talk))
    let answer = try page.notice("entry") { $0["entry"]?["by"]?.string == "agent" && $0.text != nil }
    #expect(answer.text == "It is. One copy.")
    let seen = try console.notice("entry") { $0.text == "It is. One copy." }
    #expect(seen["entry"]?["seq"]?.int == answer["entry"]?["seq"]?.int)
    await shop.stop()
  }

  @Test func `the same message twice is one line, acknowledged twice with one number`() async throws {
    let page = try shop.greeted()
    let mid = MessageID.test(1)
    try page.say(Say.words(mid, "only once"))
    try page.say(Say.words(mid, "only once"))
    let acks = [try page.notice("ack"), try page.notice("ack")]
    #expect(acks[0]["seq"]?.int == acks[1]["seq"]?.int)
    try page.say(Say.words(mid, "other words"))
    #expect(try page.notice("error")["code"]?.string == "mid_reused")
    #expect(shop.journalHolds("only once") == 1)
    await shop.stop()
  }

  @Test func `of two consoles one gets the talk, and the other learns who has it`() async throws {
    let (anna, tom) = (try shop.console("anna"), try shop.console("tom"))
    let page = try shop.greeted()
    let mid = MessageID.test(1)
    try page.say(Say.words(mid, "hello"))
    let talk = "\(mid)"
    _ = try anna.notice("ring")
    _ = try tom.notice("ring")
    try tom.say(Say.about("pickup", talk))
    let told = try anna.notice("talk") { $0["state"]?.string == "active" }
    #expect(told["agent"]?["id"]?.string == "tom")
    try anna.say(Say.about("pickup", talk))
    #expect(try anna.notice("taken")["by"]?["id"]?.string == "tom")
    try anna.say(Say.words(.test(2), "me too", in: talk))
    #expect(try anna.notice("error")["code"]?.string == "not_your_talk")
    await shop.stop()
  }

  @Test func `a page that comes back gets what it missed, without a gap and without a repeat`() async throws {
    let console = try shop.console()
    let page = try shop.greeted()
    let mid = MessageID.test(1)
    try page.say(Say.words(mid, "one"))
    let talk = "\(mid)"
    _ = try console.notice("ring")
    try console.say(Say.about("pickup", talk))
    try console.say(Say.words(.test(2), "two", in: talk))
    let last = try #require(try page.notice("entry") { $0.text == "two" }["entry"])
    let (seq, lastMid) = (try #require(last["seq"]?.int), try #require(last["mid"]?.string))
    page.hangUp()
    try console.say(Say.words(.test(3), "three", in: talk))
    _ = try console.notice("ack") { $0["seq"]?.int ?? 0 > seq }
    let again = try shop.greeted(resume: #"{"c":"\#(talk)","seq":\#(seq),"mid":"\#(lastMid)"}"#)
    let missed = try again.notice("entries")
    #expect(missed["after"]?.int == seq)
    let lines = try #require(missed["entries"]?.elements)
    #expect(lines.compactMap { $0["seq"]?.int } == Array(seq + 1...seq + lines.count))
    #expect(lines.compactMap { $0["text"]?.string } == ["three"])
    try console.say(Say.words(.test(4), "four", in: talk))
    #expect(try again.notice("entry")["entry"]?["seq"]?.int == seq + lines.count + 1)
    await shop.stop()
  }

  @Test func `after a restart the talk is there, and the page goes on where it was`() async throws {
    let page = try shop.greeted()
    let mid = MessageID.test(1)
    try page.say(Say.words(mid, "before the restart"))
    let seq = try #require(try page.notice("ack")["seq"]?.int)
    await shop.stop()
    let next = try TestShop(copying: shop)
    let again = try next.greeted()
    let welcome = try again.notice("welcome")
    #expect(welcome["talk"]?["c"]?.string == "\(mid)")
    let lines = try #require(try again.notice("entries")["entries"]?.elements)
    #expect(lines.first { $0["seq"]?.int == seq }?["text"]?.string == "before the restart")
    try again.say(Say.words(mid, "before the restart"))
    #expect(try again.notice("ack")["seq"]?.int == seq)
    await next.stop()
  }

  @Test func `an agent's note reaches colleagues, and the visitor only as a hidden line`() async throws {
    let console = try shop.console()
    let page = try shop.greeted()
    let mid = MessageID.test(1)
    try page.say(Say.words(mid, "hello"))
    let talk = "\(mid)"
    _ = try console.notice("ring")
    try console.say(Say.about("pickup", talk))
    try console.say(#"{"type":"note","c":"\#(talk)","mid":"\#(MessageID.test(2))","text":"seems upset"}"#)
    #expect(try console.notice("entry") { $0.text == "seems upset" }["entry"]?["kind"]?.string == "noted")
    let hidden = try page.notice("entry") { $0["entry"]?["kind"]?.string == "hidden" }
    #expect(hidden["entry"]?.members?.map(\.key).sorted() == ["at", "kind", "mid", "seq"])
    await shop.stop()
  }

  @Test func `several tabs of one visitor see the same`() async throws {
    let (first, second) = (try shop.greeted(), try shop.greeted())
    _ = try second.notice("welcome")
    try first.say(Say.words(.test(1), "from the first tab"))
    #expect(try second.notice("entry") { $0.text != nil }.text == "from the first tab")
    await shop.stop()
  }
}

extension JSONValue {
  /// The words of the line in an `entry` notice.
  fileprivate var text: String? { self["entry"]?["text"]?.string }
}
