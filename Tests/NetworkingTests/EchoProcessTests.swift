import EventLoops
import Glibc
import Networking
import TLSProtocol
import Testing
import WebSocketProtocol

@Suite(.timeLimit(.minutes(5)))
struct EchoProcessTests {
  @Test func `without descriptors visitors are turned away, and served again when there are some`() async throws {
    let echo = try EchoProcess(descriptors: 40)
    var peers: [Peer] = []
    for _ in 0..<60 { peers.append(try Peer(echo.address)) }
    // The last ones find no descriptor left; one of them at a time is accepted with the spare one, and closed.
    for peer in peers.suffix(8) { #expect(try await isTurnedAway(peer)) }
    peers = []
    let peer = try #require(await served(by: echo))
    try await peer.send(.text, Array("still here".utf8))
    #expect(try await peer.next() == .message(.text, Array("still here".utf8)))
    try await peer.close(.normal)
    #expect(try await peer.next() == .closed(.normal))
    #expect(echo.stop() == 0)
  }

  @Test func `a signal ends it in peace`() async throws {
    let echo = try EchoProcess(descriptors: 1_000)
    let peer = try await WebSocketPeer(echo.address)
    async let status = Task.detached { echo.stop() }.value
    #expect(try await peer.next() == .closed(.goingAway))
    #expect(await status == 0)
  }

  @Test func `RFC 6797: over TLS even who is refused is asked to come by TLS only`() async throws {
    let certificate = try TestCertificate()
    let echo = try EchoProcess(descriptors: 1_000, certificate)
    let peer = try await TLSPeer(echo.address, try TLSContext(clientTrusting: certificate.certificateFile))
    try await peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    let answer = String(decoding: try await peer.receiveAll(), as: UTF8.self)
    #expect(answer.hasPrefix("HTTP/1.1 4"))
    #expect(answer.contains("\r\nStrict-Transport-Security: max-age=31536000\r\n"))
    #expect(echo.stop() == 0)
  }

  /// Whether the connection is over and nothing came by it: an end, or a reset.
  private func isTurnedAway(_ peer: Peer) async throws -> Bool {
    do { return try await peer.receive().isEmpty } catch let error as SystemError where error.code == ECONNRESET {
      return true
    }
  }

  /// The first newcomer who is let in: the server may still be closing those who just left.
  private func served(by echo: EchoProcess) async -> WebSocketPeer? {
    for _ in 0..<1_000 {
      if let peer = try? await WebSocketPeer(echo.address) { return peer }
      await Task.yield()
    }
    return nil
  }
}
