import COpenSSL
import ChatTesting
import Primitives
import TLSProtocol
import Testing

struct TLSSessionTests {
  private let certificate: TestCertificate
  private let serverContext: TLSContext
  private let clientContext: TLSContext

  init() throws {
    certificate = try TestCertificate()
    serverContext = try TLSContext(certificateFile: certificate.certificateFile, keyFile: certificate.keyFile)
    clientContext = try TLSContext(clientTrusting: certificate.certificateFile)
  }

  @Test(arguments: [1, 1_000, 16_384, 16_385, 300_000]) func `what one side says the other hears`(size: Int) throws {
    var random = SeededRandom(UInt64(size))
    var pair = try pair(clientContext)
    _ = pair.settle()
    let (isEstablished, summary) = (pair.server.isEstablished && pair.client.isEstablished, pair.server.summary)
    #expect(isEstablished)
    #expect(summary.hasPrefix("TLSv1.3 "))
    let (question, answer) = (random.bytes(size), random.bytes(size))
    var queue = ByteQueue()
    queue.append(question)
    try pair.client.send(&queue, into: &pair.toServer)
    #expect(queue.isEmpty)
    queue.append(answer)
    try pair.server.send(&queue, into: &pair.toClient)
    let heard = pair.settle()
    #expect(heard.server == .init(plaintext: question))
    #expect(heard.client == .init(plaintext: answer))
  }

  @Test(arguments: [1, 2, 7, 1_000]) func `reads may cut records anywhere`(size: Int) throws {
    var pair = try pair(clientContext)
    var outcomes = (TLSPair.Outcome(), TLSPair.Outcome())
    while !pair.server.isEstablished || !pair.client.isEstablished {
      TLSPair.feed(&pair.client, &pair.toClient, &pair.toServer, &outcomes.0, cut: size)
      TLSPair.feed(&pair.server, &pair.toServer, &pair.toClient, &outcomes.1, cut: size)
    }
    var queue = ByteQueue()
    queue.append([UInt8](repeating: 7, count: 3_000))
    try pair.client.send(&queue, into: &pair.toServer)
    TLSPair.feed(&pair.server, &pair.toServer, &pair.toClient, &outcomes.1, cut: size)
    #expect(outcomes.1.plaintext == [UInt8](repeating: 7, count: 3_000))
  }

  @Test func `before the handshake is done words wait`() throws {
    var pair = try pair(clientContext)
    var queue = ByteQueue()
    queue.append([1, 2, 3])
    try pair.server.send(&queue, into: &pair.toClient)
    #expect(queue.count == 3)
    let isSilent = pair.toClient.isEmpty
    #expect(isSilent)
  }

  @Test func `a farewell is told from a cut`() throws {
    var pair = try pair(clientContext)
    _ = pair.settle()
    pair.client.close(into: &pair.toServer)
    let heard = pair.settle().server
    #expect(heard.end == .closed)
    let isEstablished = pair.server.isEstablished
    #expect(!isEstablished)
  }

  @Test func `a client that does not trust us says so`() throws {
    let other = try TestCertificate()
    let stranger = try withExtendedLifetime(other) { try TLSContext(clientTrusting: $0.certificateFile) }
    var pair = try pair(stranger)
    let heard = pair.settle()
    #expect(heard.client.end == .failed(.peer("certificate verify failed")))
    guard case .failed(.peer) = heard.server.end else {
      Issue.record("\(heard.server)")
      return
    }
  }

  @Test func `a name that is not in the certificate is refused by the client`() throws {
    var pair = try pair(clientContext, name: "elsewhere.example")
    let heard = pair.settle().client
    #expect(heard.end == .failed(.peer("certificate verify failed")))
  }

  @Test(arguments: [
    "\u{16}\u{3}\u{1}\u{0}\u{5}hello", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}",
  ])
  func `who does not speak TLS is refused once`(text: String) throws {
    var session = try TLSSession(serverContext)
    var (outgoing, outcome) = (ByteQueue(), TLSPair.Outcome())
    TLSPair.receive(&session, Array(text.utf8), &outgoing, &outcome)
    guard case .failed(.peer) = outcome.end else {
      Issue.record("\(outcome)")
      return
    }
    outcome = .init()
    TLSPair.receive(&session, Array(text.utf8), &outgoing, &outcome)
    #expect(outcome == .init())
  }

  @Test(arguments: ["GET", "HEAD", "POST", "PUT"]) func `plain HTTP is known as such, and nothing is sent`(
    method: String
  )
    throws
  {
    var session = try TLSSession(serverContext)
    var (outgoing, outcome) = (ByteQueue(), TLSPair.Outcome())
    TLSPair.receive(&session, Array("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n".utf8), &outgoing, &outcome)
    #expect(outcome.end == .failed(.plainHTTP))
    let isSilent = outgoing.isEmpty
    #expect(isSilent)
  }

  @Test func `noise in a handshake or in a talk never traps`() throws {
    var random = SeededRandom(5)
    for _ in 0..<300 {
      var pair = try pair(clientContext)
      if Bool.random(using: &random) { _ = pair.settle() }
      var (queue, outcome) = (ByteQueue(), TLSPair.Outcome())
      queue.append(random.bytes(400))
      try pair.client.send(&queue, into: &pair.toServer)
      TLSPair.receive(&pair.client, [], &pair.toServer, &outcome)
      var bytes = pair.toServer.withSpan { [UInt8](copying: $0) }
      if !bytes.isEmpty { bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 0x40 }
      TLSPair.receive(&pair.server, bytes + random.bytes(50), &pair.toClient, &outcome)
      pair.server.close(into: &pair.toClient)
    }
  }

  @Test func `another connection's failure leaves this one alone`() throws {
    var pair = try pair(clientContext)
    _ = pair.settle()
    var broken = try TLSSession(serverContext)
    var (outgoing, outcome, queue) = (ByteQueue(), TLSPair.Outcome(), ByteQueue())
    TLSPair.receive(&broken, Array("nonsense".utf8), &outgoing, &outcome)
    queue.append([1])
    try pair.client.send(&queue, into: &pair.toServer)
    let heard = pair.settle().server
    #expect(heard == .init(plaintext: [1]))
  }

  @Test(arguments: [["h2"], ["h2", "http/1.1"], ["http/1.1"], []]) func `RFC 7301: http 1.1 or nothing`(names: [String])
    throws
  {
    let client = try PlainClient(offering: names)
    var session = try TLSSession(serverContext)
    let chosen = client.handshake(with: &session)
    #expect(chosen == (names.contains("http/1.1") ? "http/1.1" : names.isEmpty ? "" : nil))
  }

  @Test func `TLS 1.2 is spoken with forward secrecy, 1.1 is not`() throws {
    var session = try TLSSession(serverContext)
    let (client, old) = (
      try PlainClient(offering: [], version: TLS1_2_VERSION), try PlainClient(offering: [], version: TLS1_1_VERSION)
    )
    #expect(client.handshake(with: &session) != nil)
    let summary = session.summary
    #expect(summary.hasPrefix("TLSv1.2 ECDHE-ECDSA-"))
    session = try TLSSession(serverContext)
    #expect(old.handshake(with: &session) == nil)
  }

  private func pair(_ clientContext: TLSContext, name: String = "localhost") throws(TLSError) -> TLSPair {
    TLSPair(server: try TLSSession(serverContext), client: try TLSSession(clientContext, serverName: name))
  }
}
