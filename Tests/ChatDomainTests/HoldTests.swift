import ChatDomain
import ChatTesting
import Primitives
import Testing

/// How long a pick-up without sent words stands, and what its agent is told of that.
@Suite struct HoldTests {
  private func pickedUp() -> (Script, anna: SocketID, talk: ConversationID) {
    var script = Script()
    let anna = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    script.play(.agent(anna, talk, .pickUp))
    return (script, anna, talk)
  }

  private func left(_ script: Script, _ talk: ConversationID) -> Milliseconds? {
    script.desk.summary(of: talk)?.hold.map { $0.until - script.now }
  }

  private func holds(_ script: Script, _ talk: ConversationID) -> Bool { script.phase(talk)?.agent != nil }

  @Test func `a pick-up stands for one ring, and says so`() {
    var (script, _, talk) = pickedUp()
    #expect(left(script, talk) == .seconds(6))
    #expect(script.desk.summary(of: talk)?.hold?.latest == script.now + .seconds(30))
    script.wait(.seconds(6))
    #expect(script.facts(talk).contains(.released(slug("anna"), .silent)))
  }

  @Test func `typing without pause holds it for thirty seconds after the pick-up, not longer`() {
    var (script, anna, talk) = pickedUp()
    for _ in 0..<9 {
      script.wait(.milliseconds(3_000))
      script.play(.agent(anna, talk, .type(isTyping: true)))
    }
    script.wait(.milliseconds(2_999))
    #expect(holds(script, talk))
    script.wait(.milliseconds(1))
    #expect(script.facts(talk).contains(.released(slug("anna"), .silent)))
  }

  @Test func `a draft that stands in the field holds it as long, without another key`() {
    var (script, anna, talk) = pickedUp()
    script.wait(.seconds(2))
    script.play(.agent(anna, talk, .type(isTyping: true, hasDraft: true)))
    #expect(left(script, talk) == .seconds(28))
    script.play(.agent(anna, talk, .type(isTyping: false, hasDraft: true)))
    script.wait(.milliseconds(27_999))
    #expect(holds(script, talk))
    script.wait(.milliseconds(1))
    #expect(!holds(script, talk))
  }

  @Test func `an emptied field leaves the time of somebody who typed last`() {
    var (script, anna, talk) = pickedUp()
    script.play(.agent(anna, talk, .type(isTyping: true, hasDraft: true)))
    script.wait(.seconds(10))
    script.play(.agent(anna, talk, .type(isTyping: false)))
    #expect(left(script, talk) == .seconds(6))
    script.wait(.seconds(6))
    #expect(!holds(script, talk))
  }

  @Test func `who says that they are reading has the full time, whatever the field holds`() {
    var (script, anna, talk) = pickedUp()
    script.wait(.seconds(5))
    script.play(.agent(anna, talk, .hold))
    #expect(left(script, talk) == .seconds(25))
    guard case .talk(let summary)? = script.consoles[anna]?.last else { return #expect(Bool(false)) }
    #expect(summary.hold?.until == summary.hold?.latest)
    script.play(.agent(anna, talk, .type(isTyping: true, hasDraft: true)))
    script.play(.agent(anna, talk, .type(isTyping: false)))
    script.wait(.milliseconds(24_999))
    #expect(holds(script, talk))
    script.wait(.milliseconds(1))
    #expect(!holds(script, talk))
  }

  @Test func `the visitor's clock runs on, and sent words end the hold`() {
    var (script, anna, talk) = pickedUp()
    script.play(.agent(anna, talk, .hold))
    script.wait(.seconds(11))
    script.agent(anna, says: "I have read it", in: talk)
    #expect(left(script, talk) == nil)
    #expect(script.desk.rings.second == 1)
    script.play(.agent(anna, talk, .hold))
    #expect(left(script, talk) == nil)
  }

  @Test func `nobody holds a talk that another has`() {
    var (script, _, talk) = pickedUp()
    let ben = script.agentComes("ben")
    script.play(.agent(ben, talk, .hold))
    #expect(script.refusals(console: ben) == [.notYourTalk])
    #expect(left(script, talk) == .seconds(6))
  }
}
