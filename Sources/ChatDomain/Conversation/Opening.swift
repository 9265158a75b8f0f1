/// What was known when a conversation began.
package struct Opening: Equatable, Sendable {
  /// Where the widget stands.
  package var site: SiteID
  /// Whose browser it is.
  package var visitor: VisitorID
  /// Where in the world and on the shop's pages they are.
  package var place: Place

  /// Puts the facts side by side.
  package init(site: SiteID, visitor: VisitorID, place: Place) {
    (self.site, self.visitor, self.place) = (site, visitor, place)
  }
}

/// Where a visitor is: the page they look at, where they came from, their language and time zone.
package struct Place: Equatable, Sendable {
  /// The page they are on now.
  package var page: Page
  /// The address they came to the shop from; empty when unknown.
  package let referrer: String
  /// BCP 47, as the browser says it: `de-AT`.
  package let language: String
  /// An IANA zone, as the browser says it: `Europe/Oslo`.
  package let timeZone: String

  /// Puts the facts side by side; what the browser says is made fit to be drawn (`String.label`).
  package init(page: Page, referrer: String = "", language: String = "", timeZone: String = "") {
    (self.page, self.referrer) = (page, referrer.label)
    (self.language, self.timeZone) = (language.label, timeZone.label)
  }
}

/// One page of the shop.
package struct Page: Equatable, Sendable {
  /// Its address, `https://…`, at most `DomainLimits.address` bytes.
  package let url: String
  /// Its title; may be empty.
  package let title: String

  /// Names a page; what the browser says is made fit to be drawn (`String.label`).
  package init(url: String, title: String) { (self.url, self.title) = (url.label, title.label) }
}

/// Who somebody says they are, and whether the shop's page has signed it.
package struct Identity: Equatable, Sendable {
  /// Shop-wide, from the shop's customer key when proved.
  package var person: PersonID
  /// What they are called; empty when unknown.
  package let name: String
  /// Their mail address; empty when unknown.
  package let email: String
  /// Their own website; empty when unknown.
  package let website: String
  /// Whether the shop's signature was right.
  package var proof: Proof
  /// What stood under it; empty of a proved person: an older server did not write it down.
  package var proved: ProvedFields
  /// Under whom the shop keeps what it knows by the proved mail address alone, such as orders of a guest; nil when that
  /// is the person itself, or when no mail address is proved.
  package var mailPerson: PersonID?

  /// Puts the facts side by side; what the page says is made fit to be drawn (`String.label`).
  package init(
    person: PersonID, name: String = "", email: String = "", website: String = "", proof: Proof,
    proved: ProvedFields = [], mailPerson: PersonID? = nil
  ) {
    self.mailPerson = mailPerson == person ? nil : mailPerson
    (self.person, self.name, self.email, self.website) = (person, name.label, email.label, website.label)
    (self.proof, self.proved) = (proof, proved)
  }
}

/// How sure the shop is of somebody's identity.
package enum Proof: String, Sendable, CaseIterable {
  /// Signed by the shop's own page.
  case proved
  /// Only said.
  case claimed
}
