import ChatTesting
import Primitives
import Testing
import WebSocketProtocol

struct MutationTests {
  @Test(arguments: 0..<40)
  func `the traps of HTTP/2 parsers of 2022: no bytes trap the session, and any cut gives the same end`(seed: UInt64) {
    var random = SeededRandom(seed)
    for _ in 0..<200 {
      let bytes = mutated(stream(&random), &random)
      var (whole, cut, client) = (Endpoint(), Endpoint(), Endpoint.client())
      let seen = whole.receive(bytes)
      #expect(cut.receive(bytes) { Int.random(in: 1...20, using: &random) } == seen || sentCloseEarly(seen))
      _ = client.receive(bytes)
      #expect(whole.session.closing == cut.session.closing)
    }
  }

  @Test(arguments: 0..<20) func `noise does not trap the session`(seed: UInt64) {
    var random = SeededRandom(seed)
    for _ in 0..<500 {
      var server = Endpoint()
      server.session.close(.normal, at: server.now, into: &server.outgoing)
      _ = server.receive(random.bytes(100))
      server = Endpoint()
      _ = server.receive(random.bytes(100)) { 3 }
      _ = server.session.pass(
        Instant(milliseconds: Int64.random(in: .min ... .max, using: &random)), into: &server.outgoing)
    }
  }

  /// Wrong text ends a cut stream at once, so the whole one may see the same failure a little later.
  private func sentCloseEarly(_ seen: [Seen]) -> Bool { seen.last == .failed(.invalidText) }

  private func stream(_ random: inout SeededRandom) -> [UInt8] {
    let frames: [RawFrame] = [
      .text("second ring"), .text("Gr", isFinal: false), .more("üße", isFinal: false), .more("!"),
      RawFrame(opcode: 9, payload: [1, 2, 3]), RawFrame(opcode: 2, payload: random.bytes(130)),
      RawFrame(opcode: 10), .close(1000, Array("bye".utf8)),
    ]
    return frames.flatMap(\.bytes)
  }

  private func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.remove(at: place)
      default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      }
    }
    return bytes
  }
}
