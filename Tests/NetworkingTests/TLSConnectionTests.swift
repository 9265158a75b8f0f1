import Networking
import Primitives
import TLSProtocol
import Testing

@Suite(.timeLimit(.minutes(5)))
struct TLSConnectionTests {
  private func server(_ certificate: TestCertificate, _ change: (inout ListenerOptions) -> Void = { _ in }) throws
    -> TestServer
  {
    let context = try TLSContext(certificateFile: certificate.certificateFile, keyFile: certificate.keyFile)
    return try TestServer(TestApplication()) { options in
      options.tls = CurrentTLS(context)
      change(&options)
    }
  }

  @Test func `a request over TLS is answered, and its visitor is secure`() async throws {
    let certificate = try TestCertificate()
    let server = try server(certificate)
    let trust = try TLSContext(clientTrusting: certificate.certificateFile)
    let peer = try await TLSPeer(server.address, trust)
    try await peer.send("GET /who HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    let answer = String(decoding: try await peer.receiveAll(), as: UTF8.self)
    #expect(answer.hasSuffix("127.0.0.1 true"))
    await server.stop()
  }

  @Test func `an answer of many records comes whole`() async throws {
    let certificate = try TestCertificate()
    let server = try server(certificate)
    let trust = try TLSContext(clientTrusting: certificate.certificateFile)
    let peer = try await TLSPeer(server.address, trust)
    try await peer.send("GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    let answer = try await peer.receiveAll()
    #expect(answer.count > 4 << 20)
    #expect(answer.suffix(4 << 20).allSatisfy { $0 == 0x62 })
    await server.stop()
  }

  @Test func `who speaks no TLS is let go, and nobody else is disturbed`() async throws {
    let certificate = try TestCertificate()
    let server = try server(certificate)
    let plain = try Peer(server.address)
    try await plain.send("SSH-2.0-OpenSSH_9.2\r\n")
    #expect(try await !plain.receiveAll().contains("HTTP"))
    let trust = try TLSContext(clientTrusting: certificate.certificateFile)
    let peer = try await TLSPeer(server.address, trust)
    try await peer.send("GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    #expect(String(decoding: try await peer.receiveAll(), as: UTF8.self).hasSuffix("</ok>"))
    await server.stop()
  }

  @Test func `who asks for http where https is spoken is told so`() async throws {
    let certificate = try TestCertificate()
    let server = try server(certificate) { $0.strictTransport = 60 }
    let plain = try Peer(server.address)
    try await plain.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    let answer = try await plain.receiveAll()
    #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
    #expect(answer.hasSuffix("TLS is spoken here: ask for https:// or wss://\n"))
    // RFC 6797 7.2: never over plain HTTP.
    #expect(!answer.contains("Strict-Transport-Security"))
    #expect(server.notices.all.count == 1)
    await server.stop()
  }

  @Test func `RFC 6797: answers over TLS ask browsers to come by TLS only`() async throws {
    let certificate = try TestCertificate()
    let server = try server(certificate) { $0.strictTransport = 31_536_000 }
    let peer = try await TLSPeer(server.address, try TLSContext(clientTrusting: certificate.certificateFile))
    try await peer.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    let answer = String(decoding: try await peer.receiveAll(), as: UTF8.self)
    #expect(answer.contains("\r\nStrict-Transport-Security: max-age=31536000\r\n"))
    await server.stop()
  }

  @Test func `a storm of handshakes is taken a few a turn, and all are served`() async throws {
    let certificate = try TestCertificate()
    let server = try server(certificate) { $0.limits.handshakesPerTurn = 1 }
    let trust = try TLSContext(clientTrusting: certificate.certificateFile)
    try await withThrowingTaskGroup { group in
      for number in 0..<40 {
        group.addTask {
          let peer = try await TLSPeer(server.address, trust)
          try await peer.send("GET /\(number) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          #expect(String(decoding: try await peer.receiveAll(), as: UTF8.self).hasSuffix("</\(number)>"))
        }
      }
      try await group.waitForAll()
    }
    await server.stop()
  }

  @Test func `a handshake that does not come in time is given up`() async throws {
    let certificate = try TestCertificate()
    let server = try server(certificate) { $0.limits.handshake = .milliseconds(30) }
    let peer = try Peer(server.address)
    #expect(try await peer.receive().isEmpty)
    await server.stop()
  }

  @Test func `so many handshakes may be under way, and one more is turned away until another is done`() async throws {
    let certificate = try TestCertificate()
    let server = try server(certificate) {
      $0.limits.handshakesPending = 2
      // Longer than a busy machine may keep this test waiting: only the count turns a peer away.
      $0.limits.handshake = .seconds(600)
    }
    let trust = try TLSContext(clientTrusting: certificate.certificateFile)
    var silent: Peer? = try Peer(server.address)
    // Done, as its answer shows, so it counts no more: the silent one and another are the two that may.
    let spoken = try await TLSPeer(server.address, trust)
    try await spoken.send("GET /at-all HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try await !spoken.receive().isEmpty)
    let also = try Peer(server.address)
    while server.server.connectionCount < 3 {
      try Task.checkCancellation()
      await Task.yield()
    }
    let oneTooMany = try Peer(server.address)
    #expect(try await oneTooMany.receive().isEmpty)
    #expect(server.notices.all.map { $0.prefix(16) } == ["handshakeRefused"])
    silent = nil
    while server.server.connectionCount > 2 {
      try Task.checkCancellation()
      await Task.yield()
    }
    let next = try await TLSPeer(server.address, trust)
    for peer in [spoken, next] {
      try await peer.send("GET /in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(String(decoding: try await peer.receiveAll(), as: UTF8.self).hasSuffix("</in>"))
    }
    withExtendedLifetime((silent, also)) {}
    await server.stop()
  }

  @Test func `a renewed certificate is for connections to come`() async throws {
    let (old, new) = (try TestCertificate(), try TestCertificate())
    let current = CurrentTLS(try TLSContext(certificateFile: old.certificateFile, keyFile: old.keyFile))
    let server = try TestServer(TestApplication()) { $0.tls = current }
    let before = try await TLSPeer(server.address, try TLSContext(clientTrusting: old.certificateFile))
    current.replace(with: try TLSContext(certificateFile: new.certificateFile, keyFile: new.keyFile))
    let after = try await TLSPeer(server.address, try TLSContext(clientTrusting: new.certificateFile))
    for peer in [before, after] {
      try await peer.send("GET /still HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(String(decoding: try await peer.receiveAll(), as: UTF8.self).hasSuffix("</still>"))
    }
    await server.stop()
  }
}
