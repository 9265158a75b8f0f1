import ChatTesting
import Deflate
import Primitives
import Testing

struct DeflateCompressorTests {
  private let compressor = DeflateCompressor()

  @Test(
    arguments: [
      [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00],
      [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00],
      [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00],
      [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00],
    ] as [[UInt8]])
  func `RFC 7692 7.2.3: the examples`(squeezed: [UInt8]) throws {
    #expect(try unpacked(squeezed) == Array("Hello".utf8))
  }

  @Test func `RFC 7692 7.2.3.6: an empty message`() throws {
    #expect(try unpacked([0x00]) == [])
    #expect(try unpacked([]) == [])
  }

  @Test(arguments: [1024, 1025, 5_000, 65_536, 1 << 20]) func `a message comes back`(size: Int) throws {
    let words = ["second ", "ring ", "hello ", "Grüße "]
    var random = SeededRandom(UInt64(size))
    var message: [UInt8] = []
    while message.count < size { message += Array(words[Int.random(in: 0..<4, using: &random)].utf8) }
    for _ in 0..<3 {
      let squeezed = try #require(compressor.squeezed(message))
      #expect(squeezed.count < message.count / 2)
      #expect(try compressor.unpacked(squeezed, limit: message.count) == message)
      #expect(throws: DecompressionError.tooBig(limit: message.count - 1)) {
        try compressor.unpacked(squeezed, limit: message.count - 1)
      }
    }
  }

  @Test(arguments: 9...15) func `RFC 7692 7.1.2.1: a window is never looked beyond`(window: Int) throws {
    var random = SeededRandom(UInt64(window))
    let noise = random.bytes(1 << window)
    // The second half repeats the first at exactly this distance, which only a wider window can see.
    let message = noise + noise
    #expect(compressor.squeezed(message, window: window) == nil)
    if window < 15 {
      #expect(try #require(compressor.squeezed(message, window: window + 1)).count < message.count * 2 / 3)
    }
    let near = Array(repeating: random.bytes(100), count: 50).flatMap { $0 }
    let squeezed = try #require(compressor.squeezed(near, window: window))
    #expect(squeezed.count < near.count / 2)
    #expect(try compressor.unpacked(squeezed, limit: near.count) == near)
  }

  @Test func `short messages and noise are left alone`() {
    var random = SeededRandom(1)
    #expect(compressor.squeezed([UInt8](repeating: 0, count: 1023)) == nil)
    #expect(compressor.squeezed(random.bytes(4_000)) == nil)
  }

  @Test func `CVE-2018-1000518, CVE-2026-1526 and CVE-2026-62963: a bomb stops at the limit`() throws {
    let bomb = try #require(compressor.squeezed([UInt8](repeating: 0, count: 64 << 20)))
    #expect(bomb.count < 400_000)
    #expect(throws: DecompressionError.tooBig(limit: 65_536)) { try compressor.unpacked(bomb, limit: 65_536) }
    #expect(try unpacked([0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]) == Array("Hello".utf8))
  }

  @Test func `noise does not trap, and the next message is read`() throws {
    var random = SeededRandom(3)
    let good = try #require(compressor.squeezed([UInt8](repeating: 7, count: 2_000)))
    for _ in 0..<2_000 {
      var mutated = good
      mutated[Int.random(in: 0..<good.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      _ = try? compressor.unpacked(mutated, limit: 10_000)
      _ = try? compressor.unpacked(random.bytes(50), limit: 10_000)
    }
    #expect(try compressor.unpacked(good, limit: 2_000).count == 2_000)
    #expect(throws: DecompressionError.malformed) { try unpacked([0xFF, 0xFF, 0xFF]) }
  }

  private func unpacked(_ squeezed: [UInt8]) throws -> [UInt8] {
    try compressor.unpacked(squeezed, limit: 100)
  }
}
