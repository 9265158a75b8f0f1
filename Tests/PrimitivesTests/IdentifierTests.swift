import Primitives
import Testing

@Suite struct IdentifierTests {
  @Test func `a derived name tells its number to whoever knows what it was derived from`() {
    var generator = SystemRandomNumberGenerator()
    for number in Array<UInt64>(0...300) + [.max, 1 << 40, 1 << 63] {
      let name = Identifier<Thing>(high: generator.next(), low: generator.next())
      #expect(name.number(of: name.derived(number)) == number)
      #expect(name.number(of: Identifier<Thing>(high: name.high ^ 1, low: name.low)) == nil)
    }
  }

  enum Thing {}

  @Test func `names survive being written and read`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<1_000 {
      let name = Identifier<Thing>(high: generator.next(), low: generator.next())
      #expect(Identifier<Thing>(name.description) == name)
    }
  }

  @Test func `later names sort later`() {
    let early = Identifier<Thing>(at: Instant(milliseconds: 1_000), random: (.max, .max))
    let late = Identifier<Thing>(at: Instant(milliseconds: 1_001), random: (0, 0))
    #expect(early < late)
    #expect(early.description < late.description)
  }

  @Test(arguments: ["", "a", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "zzzzzzzzzzzzzzzzzzzzzzzzzz", "aaaaaaaaaaaaaaaaaaaaaaaaa1"])
  func `what is no name is refused`(text: String) { #expect(Identifier<Thing>(text) == nil) }

  @Test func `derived names differ by number and stay the same`() {
    let name = Identifier<Thing>(high: 7, low: 9)
    #expect(name.derived(1) == name.derived(1))
    #expect(Set((0..<1_000).map { name.derived($0) }).count == 1_000)
  }

  @Test(arguments: [("anna", true), ("a-1", true), ("", false), ("-a", false), ("../etc", false), ("Anna", false)])
  func `a slug is safe as a file name`(text: String, fine: Bool) { #expect((Slug<Thing>(text) != nil) == fine) }
}
