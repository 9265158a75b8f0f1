import Primitives
import Testing
import WebSocketProtocol

struct KeepaliveTests {
  @Test func `silence brings a ping and silence after it the end`() {
    var server = Endpoint()
    #expect(server.session.nextDeadline == Instant(milliseconds: 25_000))
    #expect(server.session.pass(Instant(milliseconds: 24_999), into: &server.outgoing) == nil)
    #expect(server.sent() == [])
    #expect(server.session.pass(Instant(milliseconds: 25_000), into: &server.outgoing) == nil)
    #expect(server.sent() == [0x89, 0])
    #expect(server.session.nextDeadline == Instant(milliseconds: 45_000))
    #expect(
      server.session.pass(Instant(milliseconds: 45_000), into: &server.outgoing)
        == .failed(.silent(after: .seconds(20))))
    #expect(server.sent() == [])
  }

  @Test func `any byte is a sign of life`() {
    var server = Endpoint()
    _ = server.session.pass(Instant(milliseconds: 25_000), into: &server.outgoing)
    server.now = Instant(milliseconds: 30_000)
    #expect(server.receive([0x81]) == [])
    #expect(server.session.nextDeadline == Instant(milliseconds: 55_000))
  }

  @Test func `no pings when none are wanted`() {
    var limits = WebSocketLimits()
    limits.pingAfter = nil
    var server = Endpoint(limits: limits)
    #expect(server.session.nextDeadline == nil)
    #expect(server.session.pass(Instant(milliseconds: .max), into: &server.outgoing) == nil)
  }

  @Test func `ten pings are answered in order`() {
    var server = Endpoint()
    let pings = (0..<10).flatMap { RawFrame(opcode: 9, payload: Array("payload-\($0)".utf8)).bytes }
    _ = server.receive(pings)
    #expect(server.sent() == (0..<10).flatMap { [0x8A, 9] + Array("payload-\($0)".utf8) })
  }

  @Test func `a flood of pings that nobody reads the pongs of gets one more, for the latest`() {
    var server = Endpoint()
    let flood = (0..<1_000).flatMap { RawFrame(opcode: 9, payload: Array("\($0)".utf8)).bytes }
    #expect(server.receive(flood).count == 1_000)
    #expect(server.outgoing.count < 5_000)
    _ = server.sent()
    #expect(server.receive(RawFrame.text("x").bytes) == [.text("x")])
    #expect(server.sent() == [0x8A, 3] + Array("999".utf8))
    #expect(server.receive(RawFrame.text("x").bytes) == [.text("x")])
    #expect(server.sent() == [])
  }

  @Test func `a pong that had to wait goes out with time as well`() {
    var server = Endpoint()
    server.outgoing.append([UInt8](repeating: 0, count: 5_000))
    #expect(server.receive(RawFrame(opcode: 9, payload: [7]).bytes) == [.ping([7])])
    #expect(server.sent().count == 5_000)
    #expect(server.session.pass(server.now, into: &server.outgoing) == nil)
    #expect(server.sent() == [0x8A, 1, 7])
  }

  @Test func `an idle session is small`() {
    #expect(MemoryLayout<WebSocketSession>.size <= 208)
  }
}
