import ChatDomain
import JSON
import Primitives

extension JSONWriter {
  /// The fields of a line, without its checksum.
  mutating func entry(_ entry: Entry) {
    field("v", 1)
    field("seq", entry.seq)
    field("mid", ascii: { entry.mid.append(to: &$0) })
    field("at", ascii: { entry.at.append(to: &$0) })
    if entry.step.count != 0 { field("step", Int(entry.step.count)) }
    field("type", entry.fact.kind)
    author(entry.by)
    if !entry.name.isEmpty { field("name", entry.name) }
    fact(entry.fact)
  }

  private mutating func author(_ author: Author) {
    switch author {
    case .visitor: field("by", "visitor")
    case .desk: field("by", "desk")
    case .agent(let id):
      field("by", "agent")
      field("agent", id.text)
    }
  }

  private mutating func fact(_ fact: Fact) {
    switch fact {
    case .opened(let opening): self.opening(opening)
    case .said(let body), .noted(let body):
      field("text", body.text)
      array("files") { _ in }
    case .rang(let ring, let agents):
      field("ring", ring)
      array("agents") { for agent in agents { $0.value(agent.text) } }
    case .waited(let why): field("why", why.rawValue)
    case .pickedUp(let ring): field("ring", ring)
    case .invited(let colleague, let part, let body):
      object("colleague") { $0.named(colleague) }
      field("as", part.rawValue)
      field("text", body.text)
    case .joined(let entrance):
      field("as", entrance.part.rawValue)
      if case .takingOver(let former) = entrance { object("from") { $0.named(former) } }
    case .uninvited(let colleague, let part, let why):
      object("colleague") { $0.named(colleague) }
      field("as", part.rawValue)
      field("why", why.rawValue)
    case .left(let colleague): object("colleague") { $0.named(colleague) }
    case .released(let agent, let why, let heir):
      field("released", agent.text)
      field("why", why.rawValue)
      if let heir { object("to") { $0.named(heir) } }
    case .identified(let identity): object("who") { $0.identity(identity) }
    case .hungUp: break
    case .ended(let why): field("why", why.rawValue)
    }
  }

  private mutating func named(_ agent: NamedAgent) {
    field("id", agent.id.text)
    field("name", agent.name)
  }

  private mutating func opening(_ opening: Opening) {
    field("site", opening.site.text)
    field("visitor", ascii: opening.visitor.ascii)
    object("page") {
      $0.field("url", opening.place.page.url)
      $0.field("title", opening.place.page.title)
    }
    field("referrer", opening.place.referrer)
    field("lang", opening.place.language)
    field("tz", opening.place.timeZone)
  }

  private mutating func identity(_ identity: Identity) {
    field("person", ascii: identity.person.ascii)
    field("name", identity.name)
    field("email", identity.email)
    field("website", identity.website)
    field("proof", identity.proof.rawValue)
    if !identity.proved.isEmpty { array("proved") { for name in identity.proved.names { $0.value(name) } } }
    if let mail = identity.mailPerson { field("mailPerson", ascii: mail.ascii) }
  }
}
