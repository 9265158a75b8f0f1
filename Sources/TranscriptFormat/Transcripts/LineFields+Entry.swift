import ChatDomain
import Primitives

extension LineFields {
  /// What the fields say, taken together.
  func entry() throws(LineFault) -> Entry {
    guard let seq, seq > 0 else { throw .field("seq") }
    guard let mid else { throw .field("mid") }
    guard let at else { throw .field("at") }
    return Entry(
      seq: seq, mid: mid, at: at, step: Milliseconds(Int64(step)), by: try author(), name: name, fact: try fact())
  }

  private func author() throws(LineFault) -> Author {
    switch by {
    case "visitor": return .visitor
    case "desk": return .desk
    case "agent":
      guard let agent = AgentID(agent) else { throw .field("agent") }
      return .agent(agent)
    default: throw .field("by")
    }
  }

  private func fact() throws(LineFault) -> Fact {
    switch type {
    case "opened": return .opened(try opening())
    case "said": return .said(Body(text: text))
    case "noted": return .noted(Body(text: text))
    case "rang": return .rang(ring: try ringNumber(), agents: try agentIDs())
    case "waited": return .waited(try reason())
    case "pickedUp": return .pickedUp(ring: try ringNumber())
    case "invited": return .invited(try named(colleague, "colleague"), as: try one(part, "as"), Body(text: text))
    case "joined": return .joined(try entrance())
    case "uninvited":
      return .uninvited(try named(colleague, "colleague"), as: try one(part, "as"), try reason())
    case "left": return .left(try named(colleague, "colleague"))
    case "released": return try release()
    case "identified": return .identified(try identity())
    case "hungUp": return .hungUp
    case "ended": return .ended(try reason())
    default: throw type.isEmpty ? .field("type") : .unknownType(type)
    }
  }

  private func ringNumber() throws(LineFault) -> Int {
    guard let ring, ring >= 0 else { throw .field("ring") }
    return ring
  }

  private func agentIDs() throws(LineFault) -> [AgentID] {
    let ids = agents.compactMap { AgentID($0) }
    guard ids.count == agents.count else { throw .field("agents") }
    return ids
  }

  private func reason<Reason: RawRepresentable<String>>() throws(LineFault) -> Reason { try one(why, "why") }

  private func one<Kind: RawRepresentable<String>>(_ text: String, _ field: String) throws(LineFault) -> Kind {
    guard let kind = Kind(rawValue: text) else { throw .field(field) }
    return kind
  }

  private func named(_ fields: [String: String]?, _ name: String) throws(LineFault) -> NamedAgent {
    guard let agent = AgentID(fields?["id"] ?? "") else { throw .field("\(name).id") }
    return NamedAgent(id: agent, name: fields?["name"] ?? "")
  }

  private func entrance() throws(LineFault) -> Entrance {
    let part: Part = try one(part, "as")
    return part == .help ? .helping : .takingOver(from: try named(from, "from"))
  }

  private func release() throws(LineFault) -> Fact {
    guard let agent = AgentID(released) else { throw .field("released") }
    return .released(agent, try reason(), to: try to.map { fields throws(LineFault) in try named(fields, "to") })
  }

  private func opening() throws(LineFault) -> Opening {
    guard let site = SiteID(site) else { throw .field("site") }
    guard let visitor = VisitorID(visitor) else { throw .field("visitor") }
    let place = Place(page: page, referrer: referrer, language: language, timeZone: timeZone)
    return Opening(site: site, visitor: visitor, place: place)
  }

  private func identity() throws(LineFault) -> Identity {
    guard let person = PersonID(who["person"] ?? "") else { throw .field("who.person") }
    guard let proof = Proof(rawValue: who["proof"] ?? "") else { throw .field("who.proof") }
    return Identity(
      person: person, name: who["name"] ?? "", email: who["email"] ?? "", website: who["website"] ?? "", proof: proof,
      proved: ProvedFields(names: proved), mailPerson: who["mailPerson"].flatMap { PersonID($0) })
  }
}
