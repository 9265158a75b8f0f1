import Primitives
import Testing
import WebSocketProtocol

struct ClosingTests {
  @Test func `a close without code is answered without code`() {
    var server = Endpoint()
    #expect(server.receive(RawFrame(opcode: 8).bytes) == [.closed(nil, "")])
    #expect(server.sent() == [0x88, 0])
    #expect(server.session.nextDeadline == nil)
  }

  @Test func `our close is answered once and what comes before the answer is thrown away`() {
    var server = Endpoint()
    server.session.close(.goingAway, reason: "bye", at: server.now, into: &server.outgoing)
    #expect(server.sent() == [0x88, 5, 0x03, 0xE9] + Array("bye".utf8))
    server.send(text: "too late")
    server.session.close(.normal, at: server.now, into: &server.outgoing)
    let late =
      RawFrame.text("late").bytes + RawFrame(opcode: 9).bytes
      + RawFrame(opcode: 2, payload: .init(repeating: 1, count: 70_000)).bytes
    #expect(server.receive(late) { 1000 } == [.ping([])])
    #expect(server.receive(RawFrame.close(1001).bytes + RawFrame.text("after").bytes) == [.closed(1001, "")])
    #expect(server.sent() == [])
    #expect(server.session.closing == .closed)
  }

  @Test func `a close within a fragmented message of ours and theirs`() {
    var server = Endpoint()
    #expect(server.receive(RawFrame.text("half", isFinal: false).bytes) == [])
    server.session.close(.normal, at: server.now, into: &server.outgoing)
    #expect(server.receive(RawFrame.more("rest").bytes + RawFrame.text("next").bytes) == [])
    #expect(server.receive(RawFrame.close(1000).bytes) == [.closed(1000, "")])
  }

  @Test func `a close between fragments is answered with its own code`() {
    var server = Endpoint()
    #expect(
      server.receive(RawFrame.text("half", isFinal: false).bytes + RawFrame.close(1000).bytes) == [.closed(1000, "")])
    #expect(server.sent() == [0x88, 2, 0x03, 0xE8])
  }

  @Test func `both sides at once`() {
    var (server, client) = (Endpoint(), Endpoint.client())
    server.session.close(.normal, at: server.now, into: &server.outgoing)
    client.session.close(.goingAway, at: client.now, into: &client.outgoing)
    #expect(server.receive(client.sent()) == [.closed(1001, "")])
    #expect(client.receive(server.sent()) == [.closed(1000, "")])
    #expect(server.sent() == [])
    #expect(client.sent() == [])
  }

  @Test func `an unanswered close gives up after its time`() {
    var server = Endpoint()
    server.session.close(.normal, at: server.now, into: &server.outgoing)
    #expect(server.session.nextDeadline == server.now + .seconds(5))
    #expect(server.session.pass(server.now + .milliseconds(4_999), into: &server.outgoing) == nil)
    #expect(server.session.pass(server.now + .seconds(5), into: &server.outgoing) == .failed(.closeUnanswered))
    #expect(server.session.closing == .closed)
    #expect(server.session.pass(server.now + .seconds(9), into: &server.outgoing) == nil)
  }

  @Test func `a long reason is cut between letters`() {
    var server = Endpoint()
    server.session.close(.normal, reason: String(repeating: "é", count: 100), at: server.now, into: &server.outgoing)
    let sent = server.sent()
    #expect(sent[1] == 124)
    var client = Endpoint.client()
    #expect(client.receive(sent) == [.closed(1000, String(repeating: "é", count: 61))])
  }

  @Test func `a broken frame after our close ends without a second one`() {
    var server = Endpoint()
    server.session.close(.normal, at: server.now, into: &server.outgoing)
    _ = server.sent()
    #expect(server.receive(RawFrame(opcode: 3).bytes) == [.failed(.reservedOpcode(3))])
    #expect(server.sent() == [])
  }
}
