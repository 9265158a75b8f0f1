import Networking
import Testing
import WebSocketProtocol

@Suite(.timeLimit(.minutes(1)))
struct EchoProcessTests {
  @Test func `without descriptors visitors are turned away, and served again when there are some`() async throws {
    let echo = try EchoProcess(descriptors: 40)
    var peers: [Peer] = []
    for _ in 0..<60 { peers.append(try Peer(echo.address)) }
    // The last ones find no descriptor left; one of them at a time is accepted with the spare one, and closed.
    for peer in peers.suffix(8) { #expect(try await peer.receive().isEmpty) }
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

  /// The first newcomer who is let in: the server may still be closing those who just left.
  private func served(by echo: EchoProcess) async -> WebSocketPeer? {
    for _ in 0..<1_000 {
      if let peer = try? await WebSocketPeer(echo.address) { return peer }
      await Task.yield()
    }
    return nil
  }
}
