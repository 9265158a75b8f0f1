import EventLoops
import HTTPProtocol
import Networking
import Primitives
import Synchronization
import Testing
import WebSocketProtocol

@Suite(.timeLimit(.minutes(5)))
struct WebSocketConnectionTests {
  @Test(arguments: [0, 1, 125, 126, 127, 512, 65_535, 65_536, 65_537, 1 << 20, 5 << 20])
  func `a message of any size comes back whole`(size: Int) async throws {
    let server = try TestServer(Echo())
    let peer = try await WebSocketPeer(server.address)
    let message = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try await peer.send(.binary, message)
    #expect(try await peer.next() == .message(.binary, message))
    try await peer.close(.normal)
    #expect(try await peer.next() == .closed(.normal))
    #expect(try await peer.next() == .ended)
    await server.stop()
  }

  @Test func `many messages in one write come back in order`() async throws {
    let server = try TestServer(Echo())
    let peer = try await WebSocketPeer(server.address)
    for number in 0..<1_000 { try await peer.send(.text, Array("message \(number)".utf8)) }
    for number in 0..<1_000 { #expect(try await peer.next() == .message(.text, Array("message \(number)".utf8))) }
    await server.stop()
  }

  @Test func `fragments of a mebibyte come back as one message`() async throws {
    let server = try TestServer(Echo())
    let peer = try await WebSocketPeer(server.address)
    for part in 0..<4 {
      // A frame with a mask of zeros: opcode binary first, then continuations, FIN on the last.
      let head: [UInt8] = [(part == 3 ? 0x80 : 0) | (part == 0 ? 2 : 0), 0xFF, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0]
      try await peer.peer.send(head + [UInt8](repeating: UInt8(part), count: 1 << 20))
    }
    let whole = (0..<4).flatMap { [UInt8](repeating: UInt8($0), count: 1 << 20) }
    #expect(try await peer.next() == .message(.binary, whole))
    await server.stop()
  }

  @Test func `frames that come with the request belong to the WebSocket`() async throws {
    let server = try TestServer(Echo())
    let peer = try Peer(server.address)
    try await peer.send(
      Array(
        """
        GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n\r\n
        """.utf8) + [0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69])
    let answer = try await peer.receive(until: "hi")
    #expect(answer.hasPrefix("HTTP/1.1 101"))
    await server.stop()
  }

  @Test func `request smuggling: behind a handshake that is none nothing is read, and the connection ends`()
    async throws
  {
    let server = try TestServer(Echo())
    let peer = try Peer(server.address)
    try await peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
    let answer = try await peer.receiveAll()
    #expect(answer.hasPrefix("HTTP/1.1 426"))
    #expect(answer.split(separator: "HTTP/1.1").count == 1)
    await server.stop()
  }

  @Test func `who breaks the protocol hears why, and then the end`() async throws {
    let server = try TestServer(Echo())
    let peer = try await WebSocketPeer(server.address)
    // RFC 6455 5.1: an unmasked frame from a client.
    try await peer.peer.send([0x81, 0x02, 0x68, 0x69])
    #expect(try await peer.next() == .closed(.protocolError))
    #expect(try await peer.next() == .ended)
    await server.stop()
  }

  @Test func `a slow reader is cut off at its limit, with a code that says come back`() async throws {
    let diary = Diary()
    let server = try TestServer(TestApplication(upgrade: { .init(limits: .init(), handler: Firehose(diary)) })) {
      $0.limits.backlog = 1 << 20
    }
    let peer = try await WebSocketPeer(server.address, receiveBuffer: 4_096)
    await diary.wait(for: "closed nil")
    #expect(server.notices.all.contains { $0.hasPrefix("slowReader") })
    var last = try await peer.next()
    while case .message = last { last = try await peer.next() }
    #expect(last == .closed(.tryAgainLater))
    await server.stop()
    #expect(diary.all.filter { $0.hasPrefix("closed") }.count == 1)
  }

  @Test func `a reader that stalls stops being read`() async throws {
    let server = try TestServer(Echo()) { $0.limits.backlog = 1 << 18 }
    let peer = try await WebSocketPeer(server.address, receiveBuffer: 1 << 16)
    let message = [UInt8](repeating: 1, count: 1 << 16)
    // More than all buffers of the kernel together; the backlog would overflow if the server read on regardless.
    let pipe = peer.peer
    async let sending: Void = Task {
      for _ in 0..<400 { try await pipe.send([0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0] + message) }
    }.value
    for _ in 0..<400 { #expect(try await peer.next() == .message(.binary, message)) }
    try await sending
    await server.stop()
  }

  @Test(arguments: ["close", "reset", "end"])
  func `the handler hears of the end exactly once, however it comes`(way: String) async throws {
    let diary = Diary()
    let server = try TestServer(TestApplication(upgrade: { .init(limits: .init(), handler: DiaryHandler(diary)) }))
    var peer: WebSocketPeer? = try await WebSocketPeer(server.address)
    try await peer?.send(.text, Array("hello".utf8))
    await diary.wait(for: "hello")
    switch way {
    case "close": try await peer?.close(.normal)
    case "reset": peer?.peer.resetOnClose()
    default: break
    }
    peer = nil
    await diary.wait(for: way == "close" ? "closed 1000" : "closed nil")
    await server.stop()
    #expect(diary.all == ["opened", "hello", way == "close" ? "closed 1000" : "closed nil"])
  }

  @Test func `a peer that stays silent after a ping is given up`() async throws {
    let diary = Diary()
    let server = try TestServer(
      TestApplication(upgrade: {
        var limits = WebSocketLimits()
        limits.pingAfter = .milliseconds(20)
        limits.answerWithin = .milliseconds(20)
        return WebSocketUpgrade(limits: limits, handler: DiaryHandler(diary))
      }))
    let peer = try await WebSocketPeer(server.address)
    await diary.wait(for: "closed nil")
    withExtendedLifetime(peer) {}
    await server.stop()
  }

  @Test func `one text made once reaches many`() async throws {
    let diary = Diary()
    let server = try TestServer(TestApplication(upgrade: { .init(limits: .init(), handler: DiaryHandler(diary)) }))
    let peers = try await WebSocketPeer.several(20, server.address)
    for _ in peers { await diary.wait(for: "opened", times: peers.count) }
    let text = SharedText(Array("to all".utf8))
    for connection in diary.connections { connection.post { $0.send(text) } }
    for peer in peers { #expect(try await peer.next() == .message(.text, Array("to all".utf8))) }
    await server.stop()
  }
}
