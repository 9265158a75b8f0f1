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
