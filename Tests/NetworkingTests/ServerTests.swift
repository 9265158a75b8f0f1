import EventLoops
import HTTPProtocol
import Networking
import Primitives
import Testing
import WebSocketProtocol

@Suite(.timeLimit(.minutes(5)))
struct ServerTests {
  @Test func `a taken port is an error that names it`() async throws {
    let server = try TestServer(Echo())
    #expect {
      try TestServer(Echo()) { $0.address = server.address }
    } throws: { error in
      "\(error)" == "bind \(server.address): Address already in use"
    }
    await server.stop()
  }

  @Test func `a port is free again after the stop`() async throws {
    let first = try TestServer(Echo())
    let address = first.address
    _ = try await WebSocketPeer(address)
    await first.stop()
    let second = try TestServer(Echo()) { $0.address = address }
    let peer = try await WebSocketPeer(address)
    try await peer.send(.text, [0x61])
    #expect(try await peer.next() == .message(.text, [0x61]))
    await second.stop()
  }

  @Test func `a stop says goodbye to each WebSocket, and waits for its answer`() async throws {
    let server = try TestServer(Echo())
    let peers = try await WebSocketPeer.several(10, server.address)
    async let stopped: Void = server.stop(.serviceRestart, patience: .seconds(20))
    for peer in peers { #expect(try await peer.next() == .closed(.serviceRestart)) }
    for peer in peers { #expect(try await peer.next() == .ended) }
    await stopped
    #expect(server.server.connectionCount == 0)
  }

  @Test func `a stop lets an answer under way finish`() async throws {
    let diary = Diary()
    let server = try TestServer(
      TestApplication(later: { connection in
        diary.met(connection)
        diary.note("asked")
      }))
    let peer = try Peer(server.address)
    try await peer.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
    await diary.wait(for: "asked")
    async let stopped: Void = server.stop(patience: .seconds(20))
    let connection = try #require(diary.connections.first)
    diary.parted(from: connection)
    connection.post { $0.respond(HTTPResponse(200, text: "in time")) }
    #expect(try await peer.receiveAll().hasSuffix("in time"))
    await stopped
  }

  @Test func `who does not go is cut off when the server's patience ends`() async throws {
    let server = try TestServer(TestApplication())
    let peer = try Peer(server.address)
    try await peer.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
    while server.server.connectionCount == 0 {
      try Task.checkCancellation()
      await Task.yield()
    }
    await server.stop(patience: .milliseconds(30))
    #expect(server.server.connectionCount == 0)
  }

  @Test func `thousands of resets leave nothing behind`() async throws {
    let server = try TestServer(Echo())
    for number in 0..<3_000 {
      let peer = try Peer(server.address)
      // Before a word, in the middle of one, and after a whole request.
      switch number % 3 {
      case 0: break
      case 1: try await peer.send("GET / HT")
      default: try await peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      }
      peer.resetOnClose()
    }
    let peer = try await WebSocketPeer(server.address)
    try await peer.send(.text, [0x61])
    #expect(try await peer.next() == .message(.text, [0x61]))
    while server.server.connectionCount > 1 {
      try Task.checkCancellation()
      await Task.yield()
    }
    await server.stop()
  }

  @Test func `connections are dealt to all loops`() async throws {
    let diary = Diary()
    let server = try TestServer(TestApplication(upgrade: { .init(limits: .init(), handler: DiaryHandler(diary)) }))
    let peers = try await WebSocketPeer.several(4, server.address)
    await diary.wait(for: "opened", times: 4)
    #expect(Set(diary.connections.map { ObjectIdentifier($0.loop) }).count == 2)
    withExtendedLifetime(peers) {}
    await server.stop()
  }
}
