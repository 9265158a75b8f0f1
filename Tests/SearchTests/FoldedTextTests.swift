import Search
import Testing

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("Is the KETTLE back?", " is the kettle back"),
    ("HR-1187", " hr 1187"), ("HR1187", " hr 1187"), ("2026-11-22", " 2026 11 22"),
    ("jonas@post.example", " jonas post example"),
    ("Žižková, Ångström & Łódź", " zizkova angstrom lodz"),
    ("Straße Æsir œuvre Þór", " strasse aesir oeuvre thor"),
    ("Việt Nam, Điện", " viet nam dien"),
    ("Ελλάδα ΟΔΟΣ οδός", " ελλαδα οδοσ οδοσ"), ("Йод, ёлка", " иод елка"), ("И\u{306}од", " иод"),
    ("e\u{301}te\u{301}", " ete"), ("東京タワー", " 東 京 タ ワ ー"), ("١٢٣ ７", " 123 7"),
    ("!? \u{1F600} …", ""), ("", ""), ("a\u{1F600}b", " a b"), ("שָׁלוֹם", " שלום"),
  ])
  func textsAreFolded(_ text: String, _ folded: String) {
    #expect(String(decoding: FoldedText(text).bytes, as: UTF8.self) == folded)
  }

  @Test func foldingTwiceIsFoldingOnce() {
    let ranges: [ClosedRange<UInt32>] = [0...0x6FF, 0x1E00...0x1FFF, 0x3040...0x30FF]
    let unstable = ranges.joined().filter { value in
      guard let scalar = Unicode.Scalar(value) else { return false }
      let once = FoldedText("x\(Character(scalar))y").bytes
      return once != FoldedText(String(decoding: once, as: UTF8.self)).bytes
    }
    #expect(unstable == [])
  }
}
