import ChatDomain
import Testing

struct IsolatedTests {
  @Test(arguments: ["", "Kim", "Zoë, 12 €", "山田", "👩🏽\u{200D}💻"])
  func `text to the right stays as it is`(text: String) { #expect(text.isolated == text) }

  @Test(arguments: ["דוד", "Kim ‎محمد", "say \u{202E}ti", "\u{200F}"])
  func `text to the left stands by itself`(text: String) { #expect(text.isolated == "\u{2068}\(text)\u{2069}") }

  @Test func `no letter in it ends the isolate around it`() {
    #expect("a\u{2069}b\u{202E}".isolated == "\u{2068}ab\u{202E}\u{2069}")
    #expect("a\u{2067}b".isolated == "\u{2068}a\u{2067}b\u{2069}\u{2069}")
    #expect("a\u{2067}b\u{2069}c\u{2069}".isolated == "\u{2068}a\u{2067}b\u{2069}c\u{2069}")
  }
}
