import Primitives
import Testing
import WebSocketProtocol

/// One broken frame each: the code that answers it, and that nothing is read behind it.
struct FrameRuleTests {
  struct Broken: Sendable, CustomTestStringConvertible {
    let name: String
    let frames: [RawFrame]
    let error: WebSocketError
    var testDescription: String { name }

    init(_ name: String, _ error: WebSocketError, _ frames: RawFrame...) {
      (self.name, self.frames, self.error) = (name, frames, error)
    }
  }

  static let broken = [
    Broken("5.1: a client's frame without mask", .wrongMasking, RawFrame(opcode: 1, mask: nil)),
    Broken("5.2: RSV1 without extension", .reservedBit, RawFrame(opcode: 1, reserved: 4)),
    Broken("5.2: RSV2", .reservedBit, RawFrame(opcode: 1, reserved: 2)),
    Broken("5.2: RSV3 on a ping", .reservedBit, RawFrame(opcode: 9, reserved: 1)),
    Broken("5.2: opcode 3", .reservedOpcode(3), RawFrame(opcode: 3)),
    Broken("5.2: opcode 7", .reservedOpcode(7), RawFrame(opcode: 7)),
    Broken("5.2: opcode 11", .reservedOpcode(11), RawFrame(opcode: 11)),
    Broken("5.2: opcode 15", .reservedOpcode(15), RawFrame(opcode: 15)),
    Broken(
      "5.2: 16 bits for 125", .badLength, RawFrame(opcode: 2, payload: .init(repeating: 0, count: 125), lengthBits: 16)),
    Broken("5.2: 64 bits for 65535", .badLength, RawFrame(opcode: 2, lengthBits: 64, claimedLength: 65_535)),
    Broken("5.2: the top bit of 64", .badLength, RawFrame(opcode: 2, lengthBits: 64, claimedLength: 1 << 63)),
    Broken("5.2: 64 ones", .badLength, RawFrame(opcode: 2, lengthBits: 64, claimedLength: .max)),
    Broken("5.5: a ping of 126", .badControlFrame, RawFrame(opcode: 9, payload: .init(repeating: 0, count: 126))),
    Broken("5.5: a close of 126", .badControlFrame, RawFrame(opcode: 8, payload: .init(repeating: 0, count: 126))),
    Broken("5.5: half a ping", .badControlFrame, RawFrame(opcode: 9, isFinal: false)),
    Broken("5.5: half a close", .badControlFrame, RawFrame(opcode: 8, isFinal: false)),
    Broken("5.4: a continuation of nothing", .badFragment, .more("x")),
    Broken("5.4: a continuation after a whole message", .badFragment, .text("a"), .more("x")),
    Broken("5.4: text inside a message", .badFragment, .text("a", isFinal: false), .text("b")),
    Broken("5.4: binary inside a message", .badFragment, .text("a", isFinal: false), RawFrame(opcode: 2)),
    Broken("5.5.1: a close of one byte", .badClose, RawFrame(opcode: 8, payload: [3])),
    Broken("5.5.1: a reason that is not UTF-8", .invalidText, .close(1000, [0xC3, 0x28])),
    Broken("5.5.1: a reason cut within a code point", .invalidText, .close(1000, [0xE2, 0x82])),
    Broken("8.1: text that is not UTF-8", .invalidText, RawFrame(opcode: 1, payload: [0xFF])),
    Broken("8.1: text cut within a code point", .invalidText, RawFrame(opcode: 1, payload: [0xE2, 0x82])),
    Broken("limit: one byte too many", .messageTooBig(limit: 65_536), RawFrame(opcode: 2, claimedLength: 65_537)),
    Broken(
      "limit: the largest number", .messageTooBig(limit: 65_536), RawFrame(opcode: 2, claimedLength: UInt64(Int64.max))),
  ]

  @Test(arguments: broken) func `a broken frame ends the connection`(_ broken: Broken) {
    let bytes = broken.frames.flatMap(\.bytes)
    for isWhole in [true, false] {
      var server = Endpoint()
      let seen = isWhole ? server.receive(bytes) : server.receive(bytes) { 1 }
      #expect(seen.last == .failed(broken.error))
      #expect(server.session.closing == .closed)
      #expect(server.sent() == closeFrame(broken.error.closeCode))
      #expect(server.receive(RawFrame.text("still there?").bytes) == [])
      #expect(server.sent() == [])
    }
  }

  @Test(arguments: [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535] as [UInt16])
  func `7.4: a code that may not be sent`(code: UInt16) {
    var server = Endpoint()
    #expect(server.receive(RawFrame.close(code).bytes) == [.failed(.badClose)])
    #expect(server.sent() == closeFrame(.protocolError))
  }

  @Test(
    arguments: [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999]
      as [UInt16])
  func `7.4: a code that may be sent is answered with itself`(code: UInt16) {
    var server = Endpoint()
    #expect(server.receive(RawFrame.close(code, Array("bye ✓".utf8)).bytes) == [.closed(code, "bye ✓")])
    #expect(server.sent() == closeFrame(CloseCode(rawValue: code)))
  }

  @Test func `5.1: a server's frame with mask is refused by the client`() {
    var client = Endpoint.client()
    #expect(client.receive(RawFrame.text("x").bytes) == [.failed(.wrongMasking)])
  }

  @Test func `CVE-2020-27813 and CVE-2020-13935: no length overflows the sum of fragments`() {
    var server = Endpoint()
    let first = RawFrame(opcode: 2, payload: [1, 2, 3], isFinal: false)
    let huge = RawFrame(opcode: 0, claimedLength: UInt64(Int64.max))
    #expect(server.receive(first.bytes + huge.bytes) == [.failed(.messageTooBig(limit: 65_536))])
  }

  @Test func `CVE-2016-10542: the length is judged from the head alone, nothing is kept for it`() {
    var limits = WebSocketLimits()
    limits.message = 10
    var server = Endpoint(limits: limits)
    #expect(server.receive(RawFrame(opcode: 2, claimedLength: 11).bytes) == [.failed(.messageTooBig(limit: 10))])
    #expect(server.sent() == closeFrame(.messageTooBig))
  }

  private func closeFrame(_ code: CloseCode?) -> [UInt8] {
    guard let code else { return [] }
    return [0x88, 2, UInt8(code.rawValue >> 8), UInt8(code.rawValue & 255)]
  }
}
