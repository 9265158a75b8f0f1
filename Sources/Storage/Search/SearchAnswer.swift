package import ChatDomain
package import Primitives
package import Search

/// What somebody asks of the search.
package struct SearchQuestion: Sendable {
  /// Hits of one answer: a screen or two.
  package static let limits = 1...100
  /// What is looked for.
  package var query: SearchQuery
  /// Behind which hit of an earlier answer to go on; nil: from the newest.
  package var after: Place?
  /// How many talks at most; a quarter of that are people.
  package var limit = 20

  /// A hit of an answer, to go on behind it.
  package enum Place: Equatable, Sendable, LosslessStringConvertible {
    case person(PersonID)
    case talk(ConversationID)

    /// Reads `person-…` and `talk-…`.
    package init?(_ text: String) {
      let parts = text.split(separator: "-", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      switch parts[0] {
      case "person": guard let id = PersonID(parts[1]) else { return nil }; self = .person(id)
      case "talk": guard let id = ConversationID(parts[1]) else { return nil }; self = .talk(id)
      default: return nil
      }
    }

    /// As it travels.
    package var description: String {
      switch self {
      case .person(let id): "person-\(id)"
      case .talk(let id): "talk-\(id)"
      }
    }
  }

  /// Asks for the newest.
  package init(_ query: SearchQuery) { self.query = query }
}

/// What was found, the newest first.
package struct SearchAnswer: Sendable {
  /// People in whose files everything stands, and talks.
  package internal(set) var people: [PersonHit] = [], talks: [TalkHit] = []
  /// Where to go on when there are more.
  package internal(set) var morePeople: SearchQuestion.Place?, moreTalks: SearchQuestion.Place?
  /// Whether everything has been read; it takes a while after the first start.
  package internal(set) var isComplete = true

  /// A person who was found.
  package struct PersonHit: Equatable, Sendable {
    /// Who.
    package let person: PersonID
    /// What they are called; empty when unknown.
    package let name: Marked
    /// Of what is known the line with most of the words.
    package let line: Marked
    /// The number of the order that this line is about; nil when it is about something else.
    package let order: String?
    /// Their last talk; nil when there was none.
    package let talk: ConversationID?
  }

  /// A talk that was found.
  package struct TalkHit: Equatable, Sendable {
    /// Which.
    package let conversation: ConversationID
    /// When it began, and where.
    package let at: Instant, site: SiteID
    /// With whom; empty when unknown.
    package let name: Marked
    /// The line with most of the words, or the first words.
    package let line: Marked
    /// The line's number; 0 when nothing was said.
    package let seq: Int
    /// Whether it has ended.
    package let isOver: Bool
  }
}
