import Primitives
import Testing

struct CRC32CTests {
  @Test func `RFC 3720 B.4 vectors`() {
    #expect(CRC32C.of([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.of([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(CRC32C.of(Array(0..<32)) == 0x46DD_794E)
    #expect(CRC32C.of(Array((0..<32).reversed())) == 0x113F_DB5C)
    #expect(CRC32C.of(Array("123456789".utf8)) == 0xE306_9283)
    #expect(CRC32C.of([]) == 0)
  }

  @Test func `pieces give the same sum`() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 3) }
    for cut in stride(from: 0, through: bytes.count, by: 13) {
      var sum = CRC32C()
      sum.update(bytes.span.extracting(first: cut))
      sum.update(bytes.span.extracting(droppingFirst: cut))
      #expect(sum.value == CRC32C.of(bytes))
    }
  }

  @Test func `the tables and the instruction agree, at every length and place`() {
    let bytes = (0..<64).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 5) }
    for start in 0..<9 {
      for end in start...bytes.count {
        let piece = bytes.span.extracting(start..<end)
        var sum = CRC32C()
        sum.updateByTables(piece)
        #expect(sum.value == CRC32C.of(piece))
      }
    }
  }
}
