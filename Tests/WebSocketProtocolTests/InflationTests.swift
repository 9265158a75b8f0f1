import ChatTesting
import Deflate
import Testing
import WebSocketProtocol

/// Messages that unpack to many times their size: each is within the limit of a message, and their sum is not.
struct InflationTests {
  private let compressor = DeflateCompressor()

  @Test func `four whole messages of one letter are taken on credit, and no fifth`() throws {
    let page = try squeezed([UInt8](repeating: 0x61, count: 65_536))
    var server = Endpoint(compressor: compressor)
    for _ in 0..<4 { #expect(server.receive(page).count == 1) }
    #expect(server.receive(page) == [.failed(.inflation(limit: 50))])
    #expect(server.sent() == [0x88, 2, 0x03, 0xF1])
  }

  @Test func `fifty times its size goes on for ever, and a byte more until the credit is spent`() throws {
    let message = try fiftyfold()
    for (message, isTaken) in [(message, true), (message + [0], false)] {
      var limits = WebSocketLimits()
      limits.message = message.count
      var server = Endpoint(limits: limits, compressor: compressor)
      let frame = try squeezed(message)
      var taken = 0
      while taken <= 4 * message.count, server.receive(frame) == [.binary(message)] { taken += 1 }
      #expect((taken > 4 * message.count) == isTaken)
    }
  }

  /// Noise with so many zeros that squeezing divides its size by fifty; one zero more costs no byte.
  private func fiftyfold() throws -> [UInt8] {
    var random = SeededRandom(5)
    for size in 24..<64 {
      for noise in 1..<size {
        let message = random.bytes(noise) + [UInt8](repeating: 0, count: 50 * size - noise)
        if compressor.squeezed(message)?.count == size, compressor.squeezed(message + [0])?.count == size {
          return message
        }
      }
    }
    throw NoSuchMessage()
  }

  private struct NoSuchMessage: Error {}

  @Test func `words that shrink as words do are taken without end`() throws {
    let words = (0..<2_000).map { "\($0 &* 7_919) " }.joined()
    let frame = try squeezed(Array(words.utf8))
    var server = Endpoint(compressor: compressor)
    for _ in 0..<200 { #expect(server.receive(frame) == [.binary(Array(words.utf8))]) }
  }

  private func squeezed(_ message: [UInt8]) throws -> [UInt8] {
    RawFrame(opcode: 2, payload: try #require(compressor.squeezed(message)), reserved: 4).bytes
  }
}
