import Primitives

/// What a shelf is searched for.
package struct Wanted: Sendable {
  /// All of them must be there.
  var words: [SearchQuery.Word]
  /// From when on, and until before when, a row's stamp lies.
  var range: Range<Int64>?

  /// Talks are found by the day on which they began.
  package init(talks query: SearchQuery) {
    words = query.words
    let starts = query.days.map(\.start.milliseconds), ends = query.days.map(\.end.milliseconds)
    guard let start = starts.max(), let end = ends.min() else { return }
    range = start..<max(start, end)
  }

  /// In what is known of people days are words.
  package init(people query: SearchQuery) { words = query.words + query.days.map(\.word) }
}
