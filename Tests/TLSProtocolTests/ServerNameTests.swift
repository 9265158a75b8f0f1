import Primitives
import TLSProtocol
import Testing

/// RFC 6066 3: one port, several names, each with its certificate.
struct ServerNameTests {
  private let certificates: [TestCertificate]

  init() throws {
    certificates = try ["shop.example", "*.chat.example", "third.example"].map { try TestCertificate($0) }
  }

  private func server() throws -> TLSContext {
    let files = certificates.map { CertificateFiles(certificate: $0.certificateFile, key: $0.keyFile) }
    return try TLSContext(files[0], Array(files.dropFirst()))
  }

  private func shakeHands(_ server: TLSContext, as name: String, trusting index: Int?) throws -> Bool {
    let trust = try TLSContext(clientTrusting: index.map { certificates[$0].certificateFile })
    var pair = TLSPair(server: try TLSSession(server), client: try TLSSession(trust, serverName: name))
    _ = pair.settle()
    return pair.client.isEstablished && pair.server.isEstablished
  }

  @Test(arguments: [("shop.example", 0), ("a.chat.example", 1), ("THIRD.example", 2)])
  func `each name gets its certificate, and no other`(name: String, index: Int) throws {
    let server = try server()
    for trusted in certificates.indices {
      #expect(try shakeHands(server, as: name, trusting: trusted) == (trusted == index))
    }
  }

  @Test(arguments: ["elsewhere.example", "chat.example", "a.b.chat.example"])
  func `a name that nobody has gets the first, which the client may refuse`(name: String) throws {
    let server = try server()
    #expect(try shakeHands(server, as: name, trusting: nil))
    #expect(try !shakeHands(server, as: name, trusting: 1))
  }

  @Test func `a session that began with a context outlives it`() throws {
    // Made and let go within the call: only the session holds the context afterwards.
    let session = try TLSSession(try server())
    let trust = try TLSContext(clientTrusting: certificates[2].certificateFile)
    let client = try TLSSession(trust, serverName: "third.example")
    var pair = TLSPair(server: session, client: client)
    _ = pair.settle()
    let isEstablished = pair.client.isEstablished
    #expect(isEstablished)
  }

  @Test func `a bad file among several is named`() throws {
    let good = CertificateFiles(certificate: certificates[0].certificateFile, key: certificates[0].keyFile)
    let crossed = CertificateFiles(certificate: certificates[1].certificateFile, key: certificates[2].keyFile)
    #expect(throws: TLSError.keyMismatch(certificate: crossed.certificate, key: crossed.key)) {
      try TLSContext(good, [good, crossed])
    }
  }
}
