import Primitives
import Testing
import WebSocketProtocol

struct OpeningHandshakeTests {
  static let good = [
    "host": "server.example.com", "upgrade": "websocket", "connection": "Upgrade",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", "sec-websocket-version": "13",
  ]

  private func judged(
    _ changes: [String: String?] = [:], method: String = "GET", isHTTP11: Bool = true
  ) throws(HandshakeRefusal) -> OpeningHandshake {
    var fields = Self.good
    for (name, value) in changes { fields[name] = value }
    return try OpeningHandshake(method: method, isHTTP11: isHTTP11) { fields[$0] }
  }

  @Test func `RFC 6455 1.3: the example`() throws {
    let handshake = try judged(["sec-websocket-protocol": "chat, superchat"])
    #expect(handshake.subprotocols == ["chat", "superchat"])
    #expect(
      handshake.fields(subprotocol: "chat").map { "\($0.name): \($0.value)" } == [
        "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        "Sec-WebSocket-Protocol: chat",
      ])
  }

  @Test(arguments: ["keep-alive, Upgrade", "upgrade", "UPGRADE", " keep-alive ,\tupGrade , x"])
  func `4.2.1: Connection is a list of tokens in any case`(connection: String) throws {
    _ = try judged(["connection": connection, "upgrade": "WebSocket"])
  }

  @Test(
    arguments: [
      ("connection", nil), ("connection", "keep-alive"), ("connection", "upgrades"), ("upgrade", nil),
      ("upgrade", "h2c"),
    ] as [(String, String?)])
  func `4.2.1: no upgrade without both`(name: String, value: String?) {
    #expect(throws: HandshakeRefusal.notAnUpgrade) { try judged([name: value]) }
  }

  @Test(arguments: [
    nil, "", "AQIDBAUGBwgJCgsMDQ4P", "AQIDBAUGBwgJCgsMDQ4PEBE=", "not base64 at all!!!!!!!",
    "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==",
  ])
  func `4.2.1: the key is 16 bytes, once`(key: String?) {
    #expect(throws: HandshakeRefusal.badKey) { try judged(["sec-websocket-key": key]) }
  }

  @Test(arguments: [nil, "8", "12", "013", "13, 8", "thirteen"])
  func `4.2.2: another version is told which one is spoken`(version: String?) {
    #expect(throws: HandshakeRefusal.unsupportedVersion) { try judged(["sec-websocket-version": version]) }
    #expect(HandshakeRefusal.unsupportedVersion.status == 426)
    #expect(
      HandshakeRefusal.unsupportedVersion.fields.contains { $0.name == "Sec-WebSocket-Version" && $0.value == "13" })
  }

  @Test func `4.1: only GET of HTTP 1.1`() {
    #expect(throws: HandshakeRefusal.notGet) { try judged(method: "POST") }
    #expect(throws: HandshakeRefusal.notHTTP11) { try judged(isHTTP11: false) }
  }

  @Test func `4.2.2: a subprotocol that was not offered is never answered`() throws {
    let handshake = try judged(["sec-websocket-protocol": "a, secondring.1"])
    #expect(handshake.subprotocol(among: ["secondring.1", "b"]) == "secondring.1")
    #expect(handshake.subprotocol(among: ["c"]) == nil)
    #expect(!handshake.fields(subprotocol: "c").contains { $0.name == "Sec-WebSocket-Protocol" })
  }

  @Test func `CVE-2021-32640 and CVE-2020-7662: long lists are read in one pass`() throws {
    let commas = String(repeating: ",", count: 100_000)
    let spaces = String(repeating: " ", count: 100_000)
    #expect(try judged(["sec-websocket-protocol": commas + "a"]).subprotocols == ["a"])
    #expect(try judged(["sec-websocket-protocol": "a" + spaces + "b"]).subprotocols.count == 1)
    #expect(try judged(["sec-websocket-extensions": "permessage-deflate;a=\"" + spaces]).compression == nil)
  }

  @Test func `the two halves agree`() throws {
    let client = ClientHandshake(nonce: Array(1...16), subprotocols: ["secondring.1"])
    var request = ByteQueue()
    client.append(host: "127.0.0.1:1", path: "/ws", origin: "http://shop.example", to: &request)
    let lines = request.withSpan { String(decoding: [UInt8](copying: $0), as: UTF8.self) }.split(separator: "\r\n")
    #expect(lines[0] == "GET /ws HTTP/1.1")
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      fields[parts[0].lowercased()] = String(parts[1].dropFirst())
    }
    let handshake = try OpeningHandshake(method: "GET", isHTTP11: true) { fields[$0] }
    var answer = Dictionary(
      uniqueKeysWithValues: handshake.fields(subprotocol: "secondring.1").map { ($0.name.lowercased(), $0.value) })
    #expect(client.isAccepted(status: 101) { answer[$0] })
    #expect(!client.isAccepted(status: 200) { answer[$0] })
    answer["sec-websocket-protocol"] = "other"
    #expect(!client.isAccepted(status: 101) { answer[$0] })
    answer["sec-websocket-protocol"] = nil
    answer["sec-websocket-accept"] = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    #expect(!client.isAccepted(status: 101) { answer[$0] })
  }
}
