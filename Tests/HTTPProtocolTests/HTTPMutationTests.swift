import ChatTesting
import HTTPProtocol
import Primitives
import Testing

struct HTTPMutationTests {
  private let stream = Array(
    ("GET /a?b=c%20 HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
      + "GET http://a/c HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n").utf8)

  @Test(arguments: 0..<40) func `any cut gives the same requests, mutated or not`(seed: UInt64) {
    var random = SeededRandom(seed)
    for _ in 0..<50 {
      let bytes = mutated(&random)
      var (whole, single, cut) = (Exchange(), Exchange(), Exchange())
      let events = whole.converse(bytes)
      #expect(single.converse(bytes) { 1 } == events)
      #expect(cut.converse(bytes) { Int.random(in: 1...40, using: &random) } == events)
      #expect(whole.sent() == cut.sent())
    }
  }

  @Test func `noise does not trap the session or the client's half`() {
    var random = SeededRandom(7)
    for _ in 0..<5_000 {
      var exchange = Exchange()
      let noise = random.bytes(60)
      _ = exchange.converse(noise)
      _ = try? HTTPResponseHead.read(Array("HTTP/1.1 ".utf8) + noise)
    }
  }

  private func mutated(_ random: inout SeededRandom) -> [UInt8] {
    let letters = Array("\r\n :/%.,+\u{0}\t0aé".utf8)
    var bytes = stream
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let letter = letters[Int.random(in: 0..<letters.count, using: &random)]
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[place] = letter
      case 1: bytes.remove(at: place)
      default: bytes.insert(letter, at: place)
      }
    }
    return bytes
  }
}
