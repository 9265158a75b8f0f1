import Testing
import TranscriptFormat

@Suite struct TarHeaderTests {
  @Test func `a header sums to what it says, with its own field as spaces`() throws {
    let header = try #require(TarHeader.bytes(name: "people/ab/x.txt", size: 1_234, seconds: 1_795_356_127))
    #expect(header.count == TarHeader.block)
    #expect(String(decoding: header[..<15], as: UTF8.self) == "people/ab/x.txt")
    #expect(String(decoding: header[124..<135], as: UTF8.self) == "00000002322")
    #expect(String(decoding: header[257..<262], as: UTF8.self) == "ustar")
    let blank = Array(header[..<148]) + [UInt8](repeating: 0x20, count: 8) + Array(header[156...])
    let sum = blank.reduce(0) { $0 + Int($1) }
    #expect(Int(String(decoding: header[148..<154], as: UTF8.self), radix: 8) == sum)
  }

  @Test func `a name too long for tar has no header`() {
    #expect(TarHeader.bytes(name: String(repeating: "x", count: 101), size: 1, seconds: 0) == nil)
    #expect(TarHeader.padding(512) == 0 && TarHeader.padding(1) == 511)
  }
}
