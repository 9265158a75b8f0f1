import ChatDomain
import ChatTesting
import Primitives
import Testing

@Suite struct SummaryTests {
  @Test func `who was served waits since the words that nobody has answered`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    let start = script.now
    #expect(script.desk.summary(of: talk)?.unansweredSince == start)
    #expect(script.desk.summary(of: talk)?.lastAgent == nil)
    script.agent(anna, says: "Hello", in: talk)
    script.wait(.seconds(200))
    let asked = script.now
    script.visitor(page, says: "And another thing")
    #expect(script.desk.summary(of: talk)?.unansweredSince == nil, "somebody has it")
    script.play(.agentLeft(anna))
    script.wait(DomainLimits.agentGrace)
    script.wait(.seconds(1))
    #expect(script.desk.summary(of: talk)?.unansweredSince == asked)
    #expect(script.desk.summary(of: talk)?.lastAgent?.id.text == "anna")
    #expect(script.desk.summary(of: talk)?.since == start)
  }

  @Test func `a talk is its agent's, and once over the one's who wrote last`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    #expect(script.desk.ownAgent(of: talk) == nil)
    script.agent(anna, says: "Hello", in: talk)
    #expect(script.desk.ownAgent(of: talk)?.text == "anna")
    script.play(.agent(anna, talk, .end))
    #expect(script.desk.ownAgent(of: talk)?.text == "anna")
    #expect(script.desk.ownAgent(of: ConversationID(high: 1, low: 1)) == nil)
  }

  @Test func `any agent may note in a colleague's talk`() {
    var script = Script()
    let (anna, tom) = (script.agentComes("anna"), script.agentComes("tom"))
    let (_, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    script.play(.agent(tom, talk, .note(MessageID(high: 8, low: 8), "A regular")))
    #expect(script.facts(talk).last == .noted(Body(text: "A regular")))
    #expect(script.refusals(console: tom).isEmpty)
  }

  @Test(arguments: ["\u{200B}\u{200B}", "\u{202E}", "\u{2800}", " \u{FEFF}\u{E0041} "])
  func `a message of invisible letters alone is empty`(text: String) {
    var script = Script()
    let page = script.visitorComes()
    script.play(.visitorSaid(page, MessageID(high: 8, low: 8), text))
    #expect(script.refusals(page: page) == [.textEmpty])
    #expect(script.ledger.lines.isEmpty)
  }
}
