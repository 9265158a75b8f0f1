import ChatDomain
import JSON
import Primitives

extension JSONWriter {
  mutating func entries(_ entries: [Entry], for audience: Audience) {
    array("entries") { for entry in entries { $0.object { $0.entry(entry, for: audience) } } }
  }

  /// One line as that audience may see it.
  mutating func entry(_ entry: Entry, for audience: Audience) {
    field("seq", entry.seq)
    field("mid", entry.mid)
    field("at", entry.at)
    guard audience == .agent || !entry.fact.isBetweenAgents else { return field("kind", "hidden") }
    field("kind", entry.fact.kind)
    author(entry.by)
    // An identity brings its own name, and a key must not come twice.
    if case .identified = entry.fact {} else { optional("name", entry.name) }
    fact(entry.fact, for: audience)
  }

  private mutating func fact(_ fact: Fact, for audience: Audience) {
    switch fact {
    case .opened(let opening): if audience == .agent { self.opening(opening) }
    case .said(let body):
      field("text", body.text)
      array("files") { _ in }
    case .noted(let body): field("text", body.text)
    case .rang(let ring, let agents):
      field("ring", ring)
      strings("agents", agents.lazy.map(\.text))
    case .waited(let why): field("why", why.rawValue)
    case .pickedUp(let ring): field("ring", ring)
    case .invited(let colleague, let part, let body):
      field("colleague", colleague)
      field("as", part.rawValue)
      field("text", body.text)
    case .joined(let entrance):
      field("as", entrance.part.rawValue)
      if case .takingOver(let former) = entrance { field("from", former) }
    case .uninvited(let colleague, let part, let why):
      field("colleague", colleague)
      field("as", part.rawValue)
      field("why", why.rawValue)
    case .left(let colleague): field("colleague", colleague)
    case .released(let agent, let why, let heir):
      field("agent", agent.text)
      field("why", why.rawValue)
      if let heir { field("to", heir) }
    case .identified(let identity): self.identity(identity)
    case .hungUp: break
    case .ended(let why): field("why", why.rawValue)
    }
  }

  private mutating func opening(_ opening: Opening) {
    field("page", opening.place.page.url)
    field("title", opening.place.page.title)
    place(opening.place)
    field("site", opening.site.text)
  }

  mutating func place(_ place: Place) {
    field("referrer", place.referrer)
    field("lang", place.language)
    field("tz", place.timeZone)
  }

  mutating func identity(_ identity: Identity) {
    field("name", identity.name)
    field("email", identity.email)
    field("website", identity.website)
    field("proof", identity.proof.rawValue)
    if !identity.proved.isEmpty { strings("proved", identity.proved.names) }
  }
}
