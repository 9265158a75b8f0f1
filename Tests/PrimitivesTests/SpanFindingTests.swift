import Primitives
import Testing

struct SpanFindingTests {
  @Test func `a byte is found at every place, behind every other and from every start`() {
    // 0x01 beside the wanted byte is what a borrow between two bytes would be taken for.
    for length in 0..<20 {
      for place in 0..<length {
        var bytes = [UInt8](repeating: 0x0B, count: length)
        bytes[place] = 0x0A
        for start in 0...length { #expect(bytes.span.next(0x0A, from: start) == (start <= place ? place : nil)) }
      }
      let others = [UInt8](repeating: 0x8A, count: length)
      #expect(others.span.next(0x0A, from: 0) == nil)
    }
  }

  @Test func `the first of several is found, and none outside`() {
    let bytes = Array("one\ntwo\nthree".utf8)
    #expect(bytes.span.next(UInt8(ascii: "\n"), from: 0) == 3)
    #expect(bytes.span.next(UInt8(ascii: "\n"), from: 4) == 7)
    #expect(bytes.span.next(UInt8(ascii: "\n"), from: 8) == nil)
    #expect(bytes.span.next(UInt8(ascii: "\n"), from: 99) == nil)
    #expect(bytes.span.next(UInt8(ascii: "\n"), from: -1) == 3)
  }
}
