import ChatDomain
import Testing

struct BlankTests {
  @Test(arguments: ["", " ", "\t\r\n", "\u{B}\u{C}", "\u{85}\u{A0}\u{2028}\u{3000}", " \u{2003} "])
  func `white space alone is nothing to read`(text: String) { #expect(text.isBlank) }

  @Test(arguments: ["a", " .", "\u{1F}", "\u{0}", "\u{200B}", "\u{E9}", " \u{1F600}", "\n\u{301}"])
  func `anything else is`(text: String) { #expect(!text.isBlank) }

  /// The short way for ASCII says of each scalar what Unicode says.
  @Test func `it is Unicode's white space`() {
    for scalar in (0...0x3100).compactMap(Unicode.Scalar.init) {
      #expect(String(scalar).isBlank == scalar.properties.isWhitespace, "\(scalar.value)")
    }
  }
}
