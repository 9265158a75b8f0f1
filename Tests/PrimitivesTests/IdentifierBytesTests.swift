import Primitives
import Testing

@Suite struct IdentifierBytesTests {
  enum Thing {}

  @Test func `bytes and text say the same`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let name = Identifier<Thing>(high: generator.next(), low: generator.next())
      var letters: [UInt8] = []
      name.append(to: &letters)
      #expect(letters == name.ascii)
      #expect(Identifier<Thing>(ascii: letters.span) == name)
    }
  }

  @Test func `mutated letters are read alike or refused alike`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      var letters = Identifier<Thing>(high: generator.next(), low: generator.next()).ascii
      letters[Int.random(in: 0..<26, using: &generator)] = UInt8.random(in: 32...126, using: &generator)
      #expect(Identifier<Thing>(ascii: letters.span) == Identifier<Thing>(String(decoding: letters, as: UTF8.self)))
      letters.removeLast()
      #expect(Identifier<Thing>(ascii: letters.span) == nil)
    }
  }
}
