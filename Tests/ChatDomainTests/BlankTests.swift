import ChatDomain
import Testing

struct BlankTests {
  @Test(arguments: ["", " ", "\t\r\n", "\u{B}\u{C}", "\u{85}\u{A0}\u{2028}\u{3000}", " \u{2003} "])
  func `white space alone is nothing to read`(text: String) { #expect(text.isBlank) }

  @Test(arguments: [
    "\u{0}", "\u{1F}", "\u{7F}", "\u{200B}\u{200B}", "\u{202E} \u{2069}", "\u{FEFF}", "\u{2060}\u{AD}", "\u{3164}",
    "\u{2800}",
    "\u{200D}", "\u{FE0F}", "\u{E0041}\u{E007F}",
  ])
  func `invisible letters alone are nothing to read`(text: String) { #expect(text.isBlank) }

  @Test(arguments: ["a", " .", "\u{200B}a", "\u{E9}", " \u{1F600}", "\n\u{301}", "\u{2764}\u{FE0F}", "م"])
  func `anything else is`(text: String) { #expect(!text.isBlank) }

  /// The short way for ASCII says of each scalar what Unicode says.
  @Test func `all of Unicode's white space is blank`() {
    for scalar in (0...0x3100).compactMap(Unicode.Scalar.init) where scalar.properties.isWhitespace {
      #expect(String(scalar).isBlank, "\(scalar.value)")
    }
  }
}
