import Primitives

/// One connected page.
struct ConnectedPage: Sendable {
  /// The browser, by the secret of its hello.
  let visitor: VisitorID
  /// As whom it reads and writes: proof counts on the connection on which it was given.
  var key: VisitorKey
  /// The last line that it said it holds.
  let resume: ResumePoint?
}

/// A browser of which nobody is proved, or a proved person with all their devices, while a page of theirs is connected
/// or a talk of theirs is in memory.
struct Visitor: Filed {
  var pages: [SocketID] = []
  @Boxed var whereabouts: Whereabouts
  var identity: Identity?
  /// The latest conversation, open or over.
  var talk: ConversationID?
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

  mutating func arrived(_ arrival: Arrival) { arrived(at: arrival.place, by: arrival.link) }

  mutating func arrived(at place: Place, by link: Link) {
    went(to: place.page)
    (self.place, self.link) = (place, link)
  }
}
