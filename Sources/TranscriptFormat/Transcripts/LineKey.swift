/// The keys of a transcript's lines, those first that most lines have.
enum LineKey: String, CaseIterable {
  case v, seq, mid, at, type, by, name, agent, text, files, crc, ring, agents, why, site, visitor, page, referrer, lang
  case tz, who, step, released, colleague, from, to
  case `as`

  // Compared as numbers (see `JSONReader.nextShortKey`): a start reads millions of them.
  private static let words = allCases.map { key in
    (word: key.rawValue.utf8.reduce(UInt64(0)) { $0 << 7 | UInt64($1) }, key)
  }

  /// The key of this number; nil for one that means nothing here.
  init?(_ word: UInt64) {
    let words = Self.words
    for index in words.indices where words[index].word == word {
      self = words[index].1
      return
    }
    return nil
  }
}
