/// A text cut around what was found in it, and where that stands.
package struct Marked: Equatable, Sendable {
  /// The text, on one line; `…` where something was left out.
  package private(set) var text = ""
  /// What was found, in UTF-16 units as browsers count, in order.
  package private(set) var marks: [Range<Int>] = []
  /// How many of the words were found.
  package let count: Int

  /// Characters of a cut text, and how many stand before the first mark.
  private static let length = 160, lead = 40

  /// Marks the words of a query; in names a letter may be wrong.
  package init(_ text: String, _ query: SearchQuery, asName: Bool = false) {
    let scalars = text.unicodeScalars.map { isBreak($0) ? " " : $0 }
    var (origins, found, ranges): ([Int], Set<Int>, [Range<Int>]) = ([], [], [])
    let folded = FoldedText(scalars, origins: &origins)
    for (index, word) in (query.words + query.days.map(\.word)).enumerated() {
      for place in word.places(in: folded, asName: asName) {
        found.insert(index)
        // The space before the word comes from its first letter.
        ranges.append(origins[place.lowerBound]..<origins[place.upperBound - 1] + 1)
      }
    }
    count = found.count
    cut(scalars, Self.merged(ranges))
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  private mutating func cut(_ scalars: [Unicode.Scalar], _ ranges: [Range<Int>]) {
    var (start, end) = (0, scalars.count)
    if scalars.count > Self.length {
      start = max(0, min((ranges.first?.lowerBound ?? 0) - Self.lead, scalars.count - Self.length))
      if start > 0, let space = scalars[start..<start + Self.lead / 2].firstIndex(of: " ") { start = space + 1 }
      end = min(scalars.count, start + Self.length)
      if end < scalars.count, let space = scalars[(end - Self.lead / 2)..<end].lastIndex(of: " ") { end = space }
    }
    var offsets = [start > 0 ? 1 : 0]
    for scalar in scalars[start..<end] { offsets.append(offsets[offsets.count - 1] + UTF16.width(scalar)) }
    text =
      (start > 0 ? "…" : "") + String(String.UnicodeScalarView(scalars[start..<end])) + (end < scalars.count ? "…" : "")
    for range in ranges where range.lowerBound < end && range.upperBound > start {
      marks.append(offsets[max(range.lowerBound, start) - start]..<offsets[min(range.upperBound, end) - start])
    }
  }
}

extension SearchQuery.Word {
  /// Where the word stands in a folded text, without the space before it.
  fileprivate func places(in folded: FoldedText, asName: Bool) -> [Range<Int>] {
    let bytes = folded.bytes
    var (places, from): ([Range<Int>], Int) = ([], 0)
    while let hit = needle.find(in: bytes.span, from..<bytes.count) {
      places.append(hit + 1..<hit + needle.bytes.count)
      from = hit + 1
    }
    guard asName, places.isEmpty, let name else { return places }
    FoldedText.forEachWord(in: bytes.span, 0..<bytes.count) { word in
      if name.isNear(bytes.span, word) { places.append(word) }
    }
    return places
  }
}

private func isBreak(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{2028}" || scalar == "\u{2029}"
}
