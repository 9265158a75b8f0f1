import Primitives
import Testing
import WebSocketProtocol

/// Many small things, each of them allowed: none may be kept, or cost more than it is long.
struct FloodTests {
  static let nothings = [
    "a ping": RawFrame(opcode: 9), "a ping with a payload": RawFrame(opcode: 9, payload: [1]),
    "a pong nobody asked for": RawFrame(opcode: 10), "an empty fragment": RawFrame(opcode: 0, isFinal: false),
    "an empty message": RawFrame(opcode: 2),
  ]

  @Test(arguments: nothings.keys.sorted())
  func `a thousand frames that bring nothing are borne in ten seconds, and one more is not`(name: String) throws {
    let frame = try #require(Self.nothings[name])
    var server = Endpoint()
    if frame.opcode == 0 { #expect(server.receive(RawFrame.text("begun", isFinal: false).bytes) == []) }
    for stretch in 0..<3 {
      server.now = Instant(milliseconds: Int64(stretch) * 10_000)
      let seen = server.receive(Array(repeating: frame.bytes, count: 1_000).flatMap { $0 })
      #expect(!seen.contains { $0 == .failed(.flood(limit: 1_000)) })
      #expect(server.session.closing == .open)
      _ = server.sent()
    }
    #expect(server.receive(frame.bytes) == [.failed(.flood(limit: 1_000))])
    #expect(server.sent() == [0x88, 2, 0x03, 0xF0])
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
    let pongs = Array(repeating: RawFrame(opcode: 10, payload: [1]).bytes, count: 1_000).flatMap { $0 }
    #expect(server.receive(pongs).count == 1_000)
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
