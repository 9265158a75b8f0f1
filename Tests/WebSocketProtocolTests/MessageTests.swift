import ChatTesting
import Primitives
import Testing
import WebSocketProtocol

struct MessageTests {
  @Test func `RFC 6455 5.7: the examples`() {
    let hello = Array("Hello".utf8)
    var client = Endpoint.client()
    #expect(client.receive([0x81, 0x05] + hello) == [.text("Hello")])
    #expect(client.receive([0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F]) == [.text("Hello")])
    #expect(client.receive([0x89, 0x05] + hello) == [.ping(hello)])
    let large = [UInt8](repeating: 0xFE, count: 65_536)
    #expect(client.receive([0x82, 0x7E, 0x01, 0x00] + large.prefix(256)) == [.binary(Array(large.prefix(256)))])
    #expect(client.receive([0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0] + large) == [.binary(large)])
    var server = Endpoint()
    #expect(server.receive([0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]) == [.text("Hello")])
    #expect(server.receive([0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]) == [.pong(hello)])
    server.send(text: "Hello")
    #expect(server.sent() == [0x81, 0x05] + hello)
  }

  @Test func `a whole message is not copied`() {
    var session = WebSocketSession(.server, at: Instant(milliseconds: 0))
    var outgoing = ByteQueue()
    var buffer = RawFrame.text("Grüße").bytes + RawFrame.text("").bytes
    var span = buffer.mutableSpan
    var position = 0
    let now = Instant(milliseconds: 0)
    #expect(session.next(in: &span, from: &position, at: now, answering: &outgoing) == .text(.inPlace(6..<13)))
    #expect(session.next(in: &span, from: &position, at: now, answering: &outgoing) == .text(.inPlace(19..<19)))
    #expect(session.next(in: &span, from: &position, at: now, answering: &outgoing) == nil)
    #expect(position == 19)
  }

  @Test func `control frames may sit between fragments`() {
    var server = Endpoint()
    let bytes =
      RawFrame.text("se", isFinal: false).bytes + RawFrame(opcode: 9, payload: [1]).bytes
      + RawFrame.more("co", isFinal: false).bytes + RawFrame(opcode: 10, payload: [2]).bytes
      + RawFrame.more("nd").bytes
    #expect(server.receive(bytes) == [.ping([1]), .pong([2]), .text("second")])
    #expect(server.sent() == [0x8A, 1, 1])
  }

  @Test(arguments: 0..<300) func `any cut of the stream gives the same events`(seed: UInt64) {
    var random = SeededRandom(seed)
    var (stream, expected) = ([UInt8](), [Seen]())
    for _ in 0..<20 { add(randomMessage(&random), to: &stream, &expected, &random) }
    var (whole, single, cut) = (Endpoint(), Endpoint(), Endpoint())
    #expect(whole.receive(stream) == expected)
    #expect(single.receive(stream) { 1 } == expected)
    #expect(cut.receive(stream) { Int.random(in: 1...200, using: &random) } == expected)
    #expect(whole.sent() == single.sent())
  }

  @Test(arguments: [0, 1, 125, 126, 127, 4096, 65_535, 65_536]) func `a server and a client understand each other`(
    size: Int
  ) {
    var (server, client) = (Endpoint(), Endpoint.client())
    var random = SeededRandom(UInt64(size))
    let bytes = random.bytes(size)
    let text = String(decoding: bytes.map { $0 & 0x7F }, as: UTF8.self)
    client.send(binary: bytes)
    client.send(text: text)
    #expect(server.receive(client.sent()) == [.binary(bytes), .text(text)])
    server.send(binary: bytes)
    server.send(text: text)
    #expect(client.receive(server.sent()) == [.binary(bytes), .text(text)])
    server.session.send(frame: WebSocketFrame.text(Array(text.utf8)), into: &server.outgoing)
    server.session.send(frame: WebSocketFrame.binary(bytes), into: &server.outgoing)
    #expect(client.receive(server.sent()) == [.text(text), .binary(bytes)])
  }

  @Test func `a client never masks twice alike`() {
    var client = Endpoint.client()
    client.send(text: "a")
    let first = client.sent()
    client.send(text: "a")
    #expect(first[2..<6] != client.sent()[2..<6])
  }

  @Test func `65536 fragments of one message are bounded by their bytes, not their count`() {
    var limits = WebSocketLimits()
    limits.message = 4 << 20
    var server = Endpoint(limits: limits)
    let piece = [UInt8](repeating: 0x61, count: 64)
    var stream = RawFrame(opcode: 2, isFinal: false).bytes
    for _ in 0..<65_536 { stream += RawFrame(opcode: 0, payload: piece, isFinal: false).bytes }
    #expect(server.receive(stream) == [])
    #expect(
      server.receive(RawFrame(opcode: 0, payload: [1], isFinal: false).bytes) == [
        .failed(.messageTooBig(limit: 4 << 20))
      ])
  }

  private func randomMessage(_ random: inout SeededRandom) -> [RawFrame] {
    let words = ["ring", "Grüße", "第二声", "👩🏽‍💻", "", String(repeating: "long ", count: 60)]
    let opcode = UInt8.random(in: 1...2, using: &random)
    let count = Int.random(in: 1...4, using: &random)
    return (0..<count).map { index in
      let payload =
        opcode == 1
        ? Array(words.randomElement(using: &random, else: "").utf8)
        : random.bytes(Int.random(in: 0...300, using: &random))
      return RawFrame(
        opcode: index == 0 ? opcode : 0, payload: payload, isFinal: index == count - 1, mask: random.bytes(4))
    }
  }

  private func add(
    _ frames: [RawFrame], to stream: inout [UInt8], _ expected: inout [Seen], _ random: inout SeededRandom
  ) {
    for frame in frames {
      stream += frame.bytes
      guard !frame.isFinal, Bool.random(using: &random) else { continue }
      let ping = RawFrame(opcode: 9, payload: random.bytes(Int.random(in: 0...125, using: &random)))
      stream += ping.bytes
      expected.append(.ping(ping.payload))
    }
    let payload = frames.flatMap(\.payload)
    expected.append(frames[0].opcode == 1 ? .text(String(decoding: payload, as: UTF8.self)) : .binary(payload))
  }
}

extension Array {
  func randomElement(using random: inout SeededRandom, else other: Element) -> Element {
    randomElement(using: &random) ?? other
  }
}
