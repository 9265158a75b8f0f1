import ChatTesting
import Deflate
import Primitives
import Testing

struct GzipTests {
  @Test func `a file gets smaller, and the same each time`() throws {
    let file = Array(String(repeating: "the second ring. ", count: 100).utf8)
    let squeezed = try #require(Gzip.compressed(file))
    #expect(squeezed.count < 100)
    #expect(squeezed.starts(with: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]))
    #expect(Gzip.compressed(file) == squeezed)
    // RFC 1952: a head of 10 bytes, raw deflate, and 8 bytes of sums behind it.
    let raw = Array(squeezed[10..<(squeezed.count - 8)])
    let compressor = DeflateCompressor()
    #expect(try compressor.unpacked(raw, limit: file.count) == file)
  }

  @Test func `what does not get smaller is left alone`() {
    var random = SeededRandom(1)
    #expect(Gzip.compressed([]) == nil)
    #expect(Gzip.compressed(random.bytes(5_000)) == nil)
    #expect(Gzip.compressed(Array("short".utf8), level: 1) == nil)
  }
}
