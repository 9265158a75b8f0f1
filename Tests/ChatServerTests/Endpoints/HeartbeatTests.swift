import ChatServer
import Primitives
import Testing

struct HeartbeatTests {
  private let start = Instant(milliseconds: 1_000_000)

  @Test func `a page that answers each beat lives for ever`() {
    var heartbeat = Heartbeat(interval: .seconds(5), at: start)
    var now = start
    for _ in 0..<1_000 {
      now = heartbeat.nextDeadline
      #expect(heartbeat.pass(now) == .beat)
      heartbeat.heard(at: now + .milliseconds(40))
    }
    #expect(now == start + .seconds(5_000))
  }

  @Test func `two beats go unanswered, and at the third the page is gone`() {
    var heartbeat = Heartbeat(interval: .seconds(5), at: start)
    var verdicts: [Heartbeat.Verdict] = []
    for _ in 0..<3 { verdicts.append(heartbeat.pass(heartbeat.nextDeadline)) }
    #expect(verdicts == [.beat, .missed, .gone])
  }

  @Test func `a missed beat is said once, and so is the return`() {
    var heartbeat = Heartbeat(interval: .seconds(5), at: start)
    #expect(heartbeat.pass(start + .seconds(5)) == .beat)
    #expect(heartbeat.pass(start + .seconds(10)) == .missed)
    #expect(heartbeat.heard(at: start + .seconds(11)) == .back)
    #expect(heartbeat.heard(at: start + .seconds(12)) == .coming)
    #expect(heartbeat.pass(start + .seconds(15)) == .beat)
  }

  @Test func `an unanswered beat is missed when the patience is over, not at the next beat`() {
    var heartbeat = Heartbeat(interval: .seconds(5), patience: .seconds(3), at: start)
    #expect(heartbeat.pass(heartbeat.nextDeadline) == .beat)
    heartbeat.heard(at: start + .milliseconds(5_040))
    #expect(heartbeat.nextDeadline == start + .seconds(10))
    #expect(heartbeat.pass(heartbeat.nextDeadline) == .beat)
    #expect(heartbeat.nextDeadline == start + .seconds(13))
    #expect(heartbeat.pass(heartbeat.nextDeadline) == .missed)
    #expect(heartbeat.pass(heartbeat.nextDeadline) == .gone)
  }

  @Test func `a late timer does not ask for a beat in the past`() {
    var heartbeat = Heartbeat(interval: .seconds(5), at: start)
    heartbeat.heard(at: start + .seconds(58))
    #expect(heartbeat.pass(start + .seconds(60)) == .beat)
    #expect(heartbeat.nextDeadline == start + .seconds(65))
  }
}
