import Primitives

/// One browser on one site, as the key of what the desk knows of it.
struct VisitorKey: Hashable, Sendable {
  let site: SiteID
  let visitor: VisitorID

  // A browser has another secret on each site: its name alone tells the keys apart as well as both.
  func hash(into hasher: inout Hasher) { hasher.combine(visitor) }
}

/// One person on one site, however many browsers they use.
struct PersonKey: Hashable, Sendable {
  let site: SiteID
  let person: PersonID
}

/// One browser while a page of it is connected or a talk of it is in memory.
struct Visitor: Filed {
  var pages: [SocketID] = []
  @Boxed var whereabouts: Whereabouts
  var identity: Identity?
  /// The latest conversation, open or over.
  var talk: ConversationID?
  /// The conversation of which a page said it holds lines.
  var resumed: ConversationID?
  var past = Past.unread

  /// What is known of its talks that have left memory.
  enum Past: Sendable {
    case unread
    case read(PastLines)

    var isUnread: Bool { if case .unread = self { true } else { false } }
  }
}

/// Where a visitor is and was.
struct Whereabouts: Equatable, Sendable {
  var place: Place
  /// The pages before, latest last.
  var trail: [Page] = []
  /// How the page that came last is reached.
  var link = Link.webSocket

  mutating func went(to page: Page) {
    if page.url != place.page.url {
      trail.append(place.page)
      trail.removeFirst(max(0, trail.count - DomainLimits.trail))
    }
    place.page = page
  }

  mutating func arrived(_ arrival: Arrival) {
    went(to: arrival.place.page)
    (place, link) = (arrival.place, arrival.link)
  }
}

/// A proved person's open talk and the browsers that share it.
struct Person: Sendable {
  var talk: ConversationID?
  var browsers: [VisitorKey] = []
}
