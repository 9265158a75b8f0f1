import ChatTesting
import Deflate
import Primitives
import Testing
import WebSocketProtocol

struct CompressionTests {
  private let compressor = DeflateCompressor()

  @Test func `RFC 7692 7.2.3.1: a squeezed message, whole and in fragments`() {
    let hello: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
    let whole = RawFrame(opcode: 1, payload: hello, reserved: 4).bytes
    let halves =
      RawFrame(opcode: 1, payload: Array(hello[..<3]), isFinal: false, reserved: 4).bytes
      + RawFrame(opcode: 9).bytes + RawFrame(opcode: 0, payload: Array(hello[3...])).bytes
    for size in [1, 4, 100] {
      var server = Endpoint(compressor: compressor)
      #expect(server.receive(whole + halves) { size } == [.text("Hello"), .ping([]), .text("Hello")])
      #expect(server.receive(RawFrame.text("plain").bytes) { size } == [.text("plain")])
    }
  }

  @Test func `both sides agree, short messages stay plain`() {
    var server = Endpoint(compressor: compressor)
    var client = Endpoint(.client(maskSeed: 1), compressor: compressor)
    let long = String(repeating: "second ring ", count: 200)
    server.send(text: long)
    server.send(text: "short")
    let sent = server.sent()
    #expect(sent[0] == 0xC1 && sent.count < 200)
    #expect(client.receive(sent) == [.text(long), .text("short")])
    client.send(binary: Array(long.utf8))
    #expect(server.receive(client.sent()) == [.binary(Array(long.utf8))])
    let frame = WebSocketFrame.compressedText(Array(long.utf8), by: compressor)
    #expect(client.receive(frame ?? []) == [.text(long)])
    #expect(WebSocketFrame.compressedText(Array("short".utf8), by: compressor) == nil)
  }

  @Test func `a client's smaller window is kept to, so it gets no frames made for all`() throws {
    var narrow = Endpoint(compressor: compressor, window: 9)
    let (wide, plain) = (Endpoint(compressor: compressor), Endpoint())
    #expect([narrow, wide, plain].map(\.session.takesSqueezedFrames) == [false, true, false])
    var random = SeededRandom(5)
    let noise = random.bytes(600)
    narrow.send(binary: noise + noise)
    #expect(narrow.sent().count == 1_204)
  }

  @Test(arguments: [
    [RawFrame(opcode: 9, reserved: 4)], [RawFrame(opcode: 8, reserved: 4)],
    [RawFrame(opcode: 1, isFinal: false, reserved: 4), RawFrame(opcode: 0, reserved: 4)],
    [RawFrame(opcode: 1, reserved: 2)], [RawFrame(opcode: 1, reserved: 6)],
  ])
  func `RFC 7692 6: RSV1 stands on the first frame of a message only`(frames: [RawFrame]) {
    var server = Endpoint(compressor: compressor)
    #expect(server.receive(frames.flatMap(\.bytes)) == [.failed(.reservedBit)])
  }

  @Test func `CVE-2026-54464 and CVE-2026-107227: what counts is the unpacked size, however it comes in pieces`() throws
  {
    let bomb = try #require(compressor.squeezed([UInt8](repeating: 0x20, count: 1 << 20)))
    #expect(bomb.count < 8_192)
    for size in [1, 100, bomb.count] {
      var server = Endpoint(compressor: compressor)
      let pieces = stride(from: 0, to: bomb.count, by: size).map { start in
        RawFrame(
          opcode: start == 0 ? 1 : 0, payload: Array(bomb[start..<min(start + size, bomb.count)]),
          isFinal: start + size >= bomb.count, reserved: start == 0 ? 4 : 0
        ).bytes
      }
      #expect(server.receive(pieces.flatMap { $0 }) == [.failed(.messageTooBig(limit: 65_536))])
    }
  }

  @Test func `CVE-2026-54464: a bomb within a bomb is unpacked once`() throws {
    let inner = try #require(compressor.squeezed([UInt8](repeating: 0x20, count: 60_000)))
    var server = Endpoint(compressor: compressor)
    #expect(server.receive(RawFrame(opcode: 2, payload: inner, reserved: 4).bytes).count == 1)
    #expect(server.receive(RawFrame(opcode: 2, payload: inner).bytes) == [.binary(inner)])
  }

  @Test func `a squeezed message must be one, and hold UTF-8 within the limit`() throws {
    var server = Endpoint(compressor: compressor)
    #expect(
      server.receive(RawFrame(opcode: 1, payload: [0xFF, 0xFF], reserved: 4).bytes) == [.failed(.badCompression)])
    #expect(server.sent() == [0x88, 2, 0x03, 0xEF])
    let notText = try #require(compressor.squeezed([UInt8](repeating: 0xC0, count: 2_000)))
    server = Endpoint(compressor: compressor)
    #expect(server.receive(RawFrame(opcode: 1, payload: notText, reserved: 4).bytes) == [.failed(.invalidText)])
    let bomb = try #require(compressor.squeezed([UInt8](repeating: 0x20, count: 65_537)))
    server = Endpoint(compressor: compressor)
    #expect(
      server.receive(RawFrame(opcode: 1, payload: bomb, reserved: 4).bytes) == [.failed(.messageTooBig(limit: 65_536))])
    #expect(server.sent() == [0x88, 2, 0x03, 0xF1])
  }
}
