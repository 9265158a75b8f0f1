import Primitives

/// What somebody looks for: words that must all be there, and days.
package struct SearchQuery: Equatable, Sendable {
  /// Letters of a query, as the field on the page counts them: more is no search.
  package static let longest = 200
  /// Words of a query.
  package static let mostWords = 8

  /// The words, and whole phrases in quotes.
  package private(set) var words: [Word] = []
  /// Days and months, `2026-11-22` and `2026-11`.
  package private(set) var days: [Day] = []

  /// One word or phrase, found where it begins a word.
  package struct Word: Equatable, Sendable {
    let needle: Needle
    /// Its letters when it may be a name with one letter wrong.
    let name: NearName?
  }

  /// A day or a month, in UTC as the folders of transcripts are.
  package struct Day: Equatable, Sendable {
    /// Its first moment, and the first one behind it.
    let start: Instant, end: Instant
    /// The same as words, for files in which days are words.
    let word: Word
  }

  /// Why a text cannot be searched for.
  package enum Fault: Error, Equatable, Sendable {
    /// No letter or digit is in it.
    case empty
    /// More letters or words than the limit.
    case tooLong(limit: Int)
    case tooManyWords(limit: Int)
  }

  /// Reads what was typed.
  package init(_ text: String) throws(Fault) {
    guard text.unicodeScalars.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
    for (index, part) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      // Every second part stood between quotes.
      if index % 2 == 1 {
        add(String(part))
      } else {
        part.split(whereSeparator: \.isWhitespace).forEach { add(String($0)) }
      }
    }
    guard words.count + days.count <= Self.mostWords else { throw .tooManyWords(limit: Self.mostWords) }
    guard !words.isEmpty || !days.isEmpty else { throw .empty }
  }

  private mutating func add(_ text: String) {
    guard let word = Word(text) else { return }
    if let day = Day(text, word) { days.append(day) } else { words.append(word) }
  }
}

extension SearchQuery.Word {
  init?(_ text: String) {
    let folded = FoldedText(text)
    guard let needle = Needle(folded) else { return nil }
    self.needle = needle
    let letters = Array(folded.bytes.dropFirst())
    let isName = !letters.contains { $0 == UInt8(ascii: " ") || (0x30...0x39).contains($0) }
    name = isName ? NearName(letters) : nil
  }
}

extension SearchQuery.Day {
  init?(_ text: String, _ word: SearchQuery.Word) {
    let isMonth = text.utf8.count == 7
    guard let start = Instant(text: "\(text)\(isMonth ? "-01" : "")T00:00:00.000Z") else { return nil }
    let length: Int64 = isMonth ? 32 : 1
    var end = start + .seconds(length * 86_400)
    // The first moment of the month that the 32nd day lies in.
    if isMonth { end = Instant(text: "\(end.text.prefix(7))-01T00:00:00.000Z") ?? end }
    (self.start, self.end, self.word) = (start, end, word)
  }
}
