import HTTPProtocol
import Primitives
import Testing

@Suite struct EventStreamTests {
  private let start = Instant(milliseconds: 1_000_000)

  private func text(_ queue: ByteQueue) -> String {
    queue.withSpan { String(decoding: Array(copying: $0), as: UTF8.self) }
  }

  @Test(arguments: [
    ("{}", "data: {}\n\n"), ("", "data: \n\n"), ("one\ntwo", "data: one\ndata: two\n\n"),
    ("\n", "data: \ndata: \n\n"), ("né", "data: né\n\n"),
  ])
  func `a text becomes one event`(text: String, event: String) {
    var (stream, outgoing) = (EventStream(at: start), ByteQueue())
    stream.send(Array(text.utf8).span, at: start, into: &outgoing)
    #expect(self.text(outgoing) == event)
  }

  @Test func `a silent stream gives a sign of life, and again`() {
    var (stream, outgoing) = (EventStream(at: start), ByteQueue())
    stream.pass(start + .seconds(14), into: &outgoing)
    #expect(outgoing.isEmpty)
    #expect(stream.nextDeadline == start + .seconds(15))
    stream.pass(start + .seconds(15), into: &outgoing)
    #expect(text(outgoing) == ":\n\n")
    #expect(stream.nextDeadline == start + .seconds(30))
  }

  @Test func `what is said puts the sign of life off`() {
    var (stream, outgoing) = (EventStream(at: start), ByteQueue())
    stream.send([UInt8](repeating: 0x61, count: 3).span, at: start + .seconds(10), into: &outgoing)
    #expect(stream.nextDeadline == start + .seconds(25))
  }

  @Test(arguments: ["HTTP/1.1", "HTTP/1.0"])
  func `an answer without end says so, and nothing is read behind its request`(version: String) throws {
    var (session, outgoing, position) = (HTTPSession(at: start), ByteQueue(), 0)
    let bytes = Array("GET /sse \(version)\r\nHost: x\r\n\r\nGET /more HTTP/1.1\r\n".utf8)
    let event = session.next(in: bytes.span, from: &position, at: start, answering: &outgoing)
    guard case .request = event else {
      Issue.record("no request: \(String(describing: event))")
      return
    }
    session.answerWithoutEnd(.eventStream, date: HTTPDate(start), into: &outgoing)
    let head = text(outgoing)
    #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n") && head.hasSuffix("Connection: close\r\n\r\n"))
    #expect(head.contains("Content-Type: text/event-stream\r\n") && head.contains("X-Accel-Buffering: no\r\n"))
    #expect(!head.contains("Content-Length") && !head.contains("Transfer-Encoding"))
    #expect(session.next(in: bytes.span, from: &position, at: start, answering: &outgoing) == nil)
    #expect(session.nextDeadline == nil)
  }
}
