import ChatDomain
import ChatTesting
import Primitives
import Testing

@Suite struct ConversationTests {
  private let id = ConversationID(high: 1, low: 1)

  private func entry(_ seq: Int, _ fact: Fact, by author: Author = .desk) -> Entry {
    Entry(
      seq: seq, mid: MessageID(high: 2, low: UInt64(seq)), at: Instant(milliseconds: Int64(seq)), by: author, name: "",
      fact: fact)
  }

  @Test func `a gap changes nothing and a repeated line neither`() {
    var conversation = Conversation(id: id)
    #expect(conversation.apply(entry(2, .hungUp)) == .gap(expected: 1))
    #expect(conversation.apply(entry(1, .said(Body(text: "a")), by: .visitor)) == .applied)
    let before = conversation
    #expect(conversation.apply(entry(1, .said(Body(text: "b")), by: .visitor)) == .repeated)
    #expect(conversation.apply(entry(0, .hungUp)) == .repeated)
    #expect(conversation.apply(entry(.max, .hungUp)) == .gap(expected: 2))
    #expect(conversation == before)
  }

  @Test func `any lines in any order are taken without a trap`() {
    let facts: [Fact] = [
      .said(Body(text: "")), .noted(Body(text: "n")), .rang(ring: .max, agents: []), .rang(ring: -1, agents: []),
      .waited(.everyoneBusy), .pickedUp(ring: .min), .released(slug("x"), .silent), .hungUp, .ended(.byAgent),
      .invited(named("x"), as: .owner, Body(text: "")), .invited(named("y"), as: .help, Body(text: "")),
      .joined(.helping), .joined(.takingOver(from: named("z"))), .uninvited(named("y"), as: .help, .absent),
      .left(named("y")), .released(slug("y"), .absent, to: named("x")),
    ]
    let authors: [Author] = [.visitor, .agent(slug("x")), .agent(slug("y")), .desk]
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var conversation = Conversation(id: id)
      for seq in 1...100 {
        let fact = facts[Int.random(in: facts.indices, using: &random)]
        #expect(conversation.apply(entry(seq, fact, by: authors[Int.random(in: 0...3, using: &random)])) == .applied)
      }
      #expect(conversation.lastSeq == 100)
      let desk = Desk()
      desk.restore(conversation, at: Instant(milliseconds: 500))
      _ = desk.pass(Instant(milliseconds: 1_000_000))
    }
  }

  @Test(arguments: [1, 5, 8, 9, 10, 200])
  func `lines are known by their names however many there are`(count: Int) {
    let talk = ConversationID(high: 3, low: 3)
    var (conversation, names): (Conversation, [MessageID]) = (Conversation(id: talk), [])
    for seq in 1...count {
      // Every third line is the desk's.
      let mid = seq % 3 == 0 ? talk.line(seq) : MessageID(high: 2, low: UInt64(seq))
      if seq % 3 != 0 { names.append(mid) }
      let said = Fact.said(Body(text: "\(seq)"))
      conversation.apply(Entry(seq: seq, mid: mid, at: Instant(milliseconds: 9), by: .visitor, name: "", fact: said))
    }
    #expect(Set(conversation.mids) == Set(names) && conversation.mids.count == names.count)
    for mid in names {
      let line = conversation.line(mid)
      #expect(line?.seq == Int(mid.low))
      #expect(line?.holds(.said(Body(text: "\(mid.low)")), by: .visitor) == true)
    }
    for seq in 1...count { #expect(conversation.line(talk.line(seq))?.seq == (seq % 3 == 0 ? seq : nil)) }
    #expect(conversation.line(talk.line(count + 3)) == nil)
    #expect(conversation.line(MessageID(high: 2, low: UInt64(count + 1))) == nil)
  }

  @Test func `memory holds the latest lines and says when they are not enough`() {
    var conversation = Conversation(id: id)
    for seq in 1...1_000 { conversation.apply(entry(seq, .said(Body(text: "\(seq)")), by: .visitor)) }
    #expect(conversation.lines(after: 1_000)?.isEmpty == true)
    #expect(conversation.lines(after: 2_000)?.isEmpty == true)
    #expect(conversation.lines(after: 1_000 - 64)?.map(\.seq) == Array(937...1_000))
    #expect(conversation.lines(after: 0) == nil)
    #expect(conversation.recent.count < 128)
  }

  @Test func `the last words are shortened by letters and by bytes`() {
    var conversation = Conversation(id: id)
    conversation.apply(entry(1, .said(Body(text: String(repeating: "ü", count: 500))), by: .visitor))
    #expect(conversation.lastWords?.text == String(repeating: "ü", count: 160))
    let tower = "a" + String(repeating: "\u{301}", count: 4_000)
    conversation.apply(entry(2, .said(Body(text: tower)), by: .visitor))
    #expect((conversation.lastWords?.text.utf8.count ?? 0) <= 640)
  }

  @Test(arguments: [("", 4, ""), ("abcdef", 4, "abcd"), ("aéé", 2, "a"), ("🫖🫖", 7, "🫖"), ("é", 0, ""), ("é", 1, "")])
  func `text is cut between code points`(text: String, limit: Int, cut: String) { #expect(text.cut(to: limit) == cut) }
}
