import Primitives
import Testing
import WebSocketProtocol

/// Many small things, each of them allowed: none may be kept, or cost more than it is long.
struct FloodTests {
  @Test func `a flood of empty fragments keeps nothing`() {
    var server = Endpoint()
    let empty = RawFrame(opcode: 0, isFinal: false).bytes
    #expect(server.receive(RawFrame(opcode: 1, isFinal: false).bytes) == [])
    for _ in 0..<100 { #expect(server.receive(Array(repeating: empty, count: 1_000).flatMap { $0 }) == []) }
    #expect(server.receive(RawFrame(opcode: 0, payload: Array("end".utf8)).bytes) == [.text("end")])
    #expect(server.sent() == [])
  }

  @Test func `a flood of fragments of one byte ends at the limit of the message`() {
    var server = Endpoint()
    let one = Array(repeating: RawFrame(opcode: 0, payload: [0x61], isFinal: false).bytes, count: 1_000).flatMap { $0 }
    var seen = server.receive(RawFrame(opcode: 1, isFinal: false).bytes)
    var rounds = 0
    while seen.isEmpty, rounds < 100 {
      seen = server.receive(one)
      rounds += 1
    }
    #expect(seen == [.failed(.messageTooBig(limit: 65_536))])
    #expect(rounds == 66)
  }

  @Test func `a flood of pongs that nobody asked for is not answered`() {
    var server = Endpoint()
    let pongs = Array(repeating: RawFrame(opcode: 10, payload: [1]).bytes, count: 10_000).flatMap { $0 }
    #expect(server.receive(pongs).count == 10_000)
    #expect(server.sent() == [])
  }

  @Test func `a head that comes byte by byte and never ends is ended by time`() {
    var server = Endpoint()
    for byte in RawFrame(opcode: 1, payload: [UInt8](repeating: 0x61, count: 200)).bytes.prefix(3) {
      #expect(server.receive([byte]) == [])
    }
    server.now = server.now + WebSocketLimits().answerWithin + (WebSocketLimits().pingAfter ?? .seconds(0))
    let afterPing = server.session.pass(server.now, into: &server.outgoing) == nil
    #expect(afterPing)
    server.now = server.now + WebSocketLimits().answerWithin
    guard case .failed(.silent) = server.session.pass(server.now, into: &server.outgoing) else {
      Issue.record("it is still there")
      return
    }
  }
}
