import EventLoops
import HTTPProtocol
import Networking
import Primitives
import Synchronization
import Testing
import WebSocketProtocol

@Suite(.timeLimit(.minutes(5)))
struct EventStreamConnectionTests {
  private func server(
    _ handler: @escaping @Sendable () -> any MessageHandler, change: (inout ListenerOptions) -> Void = { _ in }
  ) throws -> TestServer {
    try TestServer(
      TestApplication(stream: {
        EventStreamOpening(headers: ["X-Test": "yes"], handler: handler()) { code, reason in
          Array("bye \(code.rawValue) \(reason)".utf8)
        }
      }), change: change)
  }

  private func opened(_ server: TestServer) async throws -> Peer {
    let peer = try Peer(server.address)
    try await peer.send("GET /sse HTTP/1.1\r\nHost: x\r\n\r\n")
    return peer
  }

  @Test func `what the handler says comes as events, one text made for many too`() async throws {
    let diary = Diary()
    let server = try server { DiaryHandler(diary) }
    let peer = try await opened(server)
    await diary.wait(for: "opened")
    #expect(try await peer.receive(until: "\r\n\r\n").contains("X-Test: yes\r\n"))
    for connection in diary.connections {
      connection.post { $0.send(text: Array("alone".utf8)) }
      connection.post { $0.send(SharedText(Array("to all".utf8))) }
    }
    #expect(try await peer.receive(until: "to all\n\n") == "data: alone\n\ndata: to all\n\n")
    await server.stop()
  }

  @Test func `what came by other requests is heard in order, until the end`() async throws {
    let diary = Diary()
    let server = try server { DiaryHandler(diary) }
    let peer = try await opened(server)
    await diary.wait(for: "opened")
    let connection = try #require(diary.connections.first)
    #expect(await intake(["one", "two"], on: connection) == .taken)
    await diary.wait(for: "two")
    connection.post { $0.close(CloseCode(rawValue: 4_000), reason: "enough") }
    #expect(try await peer.receiveAll().hasSuffix("data: bye 4000 enough\n\n"))
    await diary.wait(for: "closed nil")
    #expect(await intake(["three"], on: connection) == .gone)
    #expect(diary.all == ["opened", "one", "two", "closed nil"])
    await server.stop()
  }

  @Test func `a page that goes is noticed`() async throws {
    let diary = Diary()
    let server = try server { DiaryHandler(diary) }
    do {
      let peer = try await opened(server)
      await diary.wait(for: "opened")
      withExtendedLifetime(peer) {}
    }
    await diary.wait(for: "closed nil")
    await server.stop()
  }

  @Test func `a slow reader is cut off and told why`() async throws {
    let diary = Diary()
    let server = try server({ Firehose(diary) }) {
      $0.limits.backlog = 1 << 20
      // As long as a machine under load may take to read it all.
      $0.limits.farewell = .seconds(30)
    }
    let peer = try await opened(server)
    await diary.wait(for: "closed nil")
    #expect(try await peer.receive(until: "data: bye 1013 too slow\n\n").hasSuffix("too slow\n\n"))
    #expect(server.notices.all.contains { $0.contains("slowReader") })
    await server.stop()
  }

  @Test func `a page that reads nothing is asked to read before it says more`() async throws {
    let diary = Diary()
    let server = try server { DiaryHandler(diary) }
    let peer = try Peer(server.address, receiveBuffer: 4_096)
    try await peer.send("GET /sse HTTP/1.1\r\nHost: x\r\n\r\n")
    await diary.wait(for: "opened")
    let connection = try #require(diary.connections.first)
    connection.post { $0.send(text: [UInt8](repeating: 0x61, count: 16 << 20)) }
    #expect(await intake(["one"], on: connection) == .full)
    withExtendedLifetime(peer) {}
    await server.stop()
  }

  @Test func `a stop says goodbye`() async throws {
    let diary = Diary()
    let server = try server { DiaryHandler(diary) }
    let peer = try await opened(server)
    await diary.wait(for: "opened")
    async let all = peer.receiveAll()
    await server.stop(patience: .seconds(20))
    #expect(try await all.hasSuffix("data: bye 1001 the test is over\n\n"))
    #expect(diary.all == ["opened", "closed nil"])
  }

  private func intake(_ texts: [String], on connection: Connection) async -> Connection.Intaking {
    await withCheckedContinuation { continuation in
      connection.post { continuation.resume(returning: $0.receive(texts.map { ArraySlice($0.utf8) })) }
    }
  }
}
