import Primitives
import Testing
import WebSocketProtocol

struct WebSocketLimitsTests {
  @Test func `CVE-2016-10544: nobody has to set a limit to be safe`() {
    let limits = WebSocketLimits()
    #expect(limits.message == 65_536)
    #expect(limits.pingAfter == .seconds(25))
    #expect(limits.answerWithin == .seconds(20))
    #expect(limits.closeWithin == .seconds(5))
    #expect(WebSocketLimits.emptyFrames == 1_000)
    #expect(WebSocketLimits.floodStretch == .seconds(10))
    #expect(WebSocketLimits.inflation == 50)
    #expect(WebSocketLimits.inflationCredit == 4)
    #expect(WebSocketLimits.pongBacklog == 4_096)
  }

  @Test(arguments: [(125, true), (126, true), (65_535, true), (65_536, true), (65_537, false), (1 << 40, false)])
  func `a message of the limit is taken, and a byte more is refused by its head`(length: Int, isTaken: Bool) {
    var server = Endpoint()
    let seen = server.receive(RawFrame(opcode: 2, claimedLength: UInt64(length)).bytes)
    #expect(seen == (isTaken ? [] : [.failed(.messageTooBig(limit: 65_536))]))
  }
}
