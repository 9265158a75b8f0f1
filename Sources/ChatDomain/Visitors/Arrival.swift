/// A visitor's hello.
package struct Arrival: Sendable {
  /// Whose browser it is.
  package var visitor: VisitorID
  /// Where the widget stands.
  package var site: SiteID
  /// Where they are.
  package var place: Place
  /// The last line the page holds, when it holds any.
  package var resume: ResumePoint?
  /// How the page is reached.
  package var link: Link
  /// Whether the secret alone proves the person it belongs to, as a site may have it.
  package var isTrusted: Bool

  /// Puts the facts side by side.
  package init(
    visitor: VisitorID, site: SiteID, place: Place, resume: ResumePoint? = nil, link: Link = .webSocket,
    isTrusted: Bool = false
  ) {
    self.isTrusted = isTrusted
    (self.visitor, self.site, self.place, self.resume, self.link) = (visitor, site, place, resume, link)
  }
}
