import ChatServer
import Primitives
import Testing
import WebSocketProtocol

struct EndpointStageTests {
  private let start = Instant(milliseconds: 1_000_000)

  private func stage() -> EndpointStage<Int, String> {
    let heartbeat = Heartbeat(interval: .seconds(20), at: start)
    return EndpointStage(.waitingForHello(1), hello: .seconds(10), heartbeat: heartbeat, at: start)
  }

  @Test func `who says nothing in time is refused, and asked no more`() {
    var stage = stage()
    #expect(stage.nextDeadline == start + .seconds(10))
    #expect(stage.pass(start + .seconds(10)) == .helloMissed)
    guard case .refused(let code) = stage.state else {
      Issue.record("not refused")
      return
    }
    #expect(code == CloseCode(rawValue: 4002))
    #expect(stage.nextDeadline > start + .seconds(10))
  }

  @Test func `who said hello is asked by beats alone`() {
    var stage = stage()
    stage.greeted(by: "anna")
    #expect(stage.nextDeadline == start + .seconds(20))
    #expect(stage.pass(start + .seconds(20)) == .beat(.beat))
    #expect(stage.heard(at: start + .seconds(21)) == .coming)
    #expect(stage.nextDeadline == start + .seconds(40))
  }

  @Test func `silence after the hello ends as the heartbeat says`() {
    var (stage, dues, now) = (stage(), [EndpointDue](), start)
    stage.greeted(by: "anna")
    while dues.last != .beat(.gone), dues.count < 9 {
      now = stage.nextDeadline
      dues.append(stage.pass(now))
      #expect(stage.nextDeadline > now)
    }
    #expect(dues.last == .beat(.gone))
  }
}
