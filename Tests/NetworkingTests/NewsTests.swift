import Dispatch
import EventLoops
import HTTPProtocol
import Networking
import Primitives
import Testing
import WebSocketProtocol

/// The kernel tells of news once: what a connection left unread must not be forgotten.
@Suite(.timeLimit(.minutes(5)))
struct NewsTests {
  @Test func `an end that comes in one event with the words before it is seen`() async throws {
    let server = try TestServer(Echo(), loops: 1)
    let peer = try await WebSocketPeer(server.address)
    try await server.listener.loop.held {
      try await peer.send(.text, Array("last words".utf8))
      peer.peer.endWriting()
    }
    #expect(try await peer.next() == .message(.text, Array("last words".utf8)))
    #expect(try await peer.next() == .ended)
    await server.stop()
  }

  @Test func `what is more than one turn reads is read in the next`() async throws {
    let server = try TestServer(Echo(), loops: 1) { $0.limits.readBudget = 1_000 }
    let peer = try await WebSocketPeer(server.address)
    let message = (0..<30_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try await server.listener.loop.held { try await peer.send(.binary, message) }
    #expect(try await peer.next() == .message(.binary, message))
    await server.stop()
  }

  @Test func `requests and an end that all come at once are answered, and then it ends`() async throws {
    let server = try TestServer(TestApplication(), loops: 1) { $0.limits.readBudget = 50 }
    let peer = try Peer(server.address)
    try await server.listener.loop.held {
      for number in 0..<100 { try await peer.send("GET /\(number) HTTP/1.1\r\nHost: x\r\n\r\n") }
      peer.endWriting()
    }
    let answers = try await peer.receiveAll()
    #expect(answers.split(separator: "HTTP/1.1 200").count == 100)
    #expect(answers.hasSuffix("</99>"))
    await server.stop()
  }
}

extension EventLoop {
  /// Keeps the loop from its events while `body` makes several, so that they come to it as one.
  fileprivate func held(_ body: () async throws -> Void) async rethrows {
    let release = DispatchSemaphore(value: 0)
    post { release.wait() }
    defer { release.signal() }
    try await body()
  }
}
