package import Search
import Storage

extension SearchQuestion {
  /// Reads a question as it comes from a terminal or a browser.
  init(text: String, after: String?, limit: String?) throws(SearchFault) {
    do throws(SearchQuery.Fault) { self.init(try SearchQuery(text)) } catch { throw .query(error) }
    if let after {
      guard let place = Place(after) else { throw .place }
      self.after = place
    }
    if let limit {
      guard let number = Int(limit), Self.limits.contains(number) else { throw .limit }
      self.limit = number
    }
  }
}

/// Why something cannot be searched for.
package enum SearchFault: Error, CustomStringConvertible {
  case query(SearchQuery.Fault)
  case place
  case limit

  var field: String {
    switch self {
    case .query: "q"
    case .place: "after"
    case .limit: "limit"
    }
  }

  var bound: Int? {
    switch self {
    case .query(.tooLong(let limit)), .query(.tooManyWords(let limit)): limit
    case .limit: SearchQuestion.limits.upperBound
    case .query(.empty), .place: nil
    }
  }

  package var description: String {
    switch self {
    case .query(.empty): "q has no word to search for"
    case .query(.tooLong(let limit)): "q is longer than \(limit) letters"
    case .query(.tooManyWords(let limit)): "q has more than \(limit) words"
    case .place: "after is not what an answer gave as its more"
    case .limit: "limit must be \(SearchQuestion.limits.lowerBound) to \(SearchQuestion.limits.upperBound)"
    }
  }
}
