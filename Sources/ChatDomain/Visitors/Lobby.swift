import Primitives

/// The visitors: their connected pages, and to whom the secrets of their browsers belong.
struct Lobby {
  private(set) var pages: [SocketID: ConnectedPage] = [:]
  private var visitors: [VisitorKey: Visitor] = [:]
  /// Of each secret by which somebody was proved.
  private(set) var secrets: [VisitorID: Belonging] = [:]
  /// How many secrets each person has.
  private var secretCounts: [PersonID: Int] = [:]

  subscript(key: VisitorKey) -> Visitor? { visitors[key] }

  /// The visitor of that key, who is new or not.
  mutating func visitor(_ key: VisitorKey, at place: Place) -> Visitor {
    if let known = visitors[key] { return known }
    let new = Visitor(key, at: place)
    visitors[key] = new
    return new
  }

  /// Forgets a visitor of whom neither a page nor a conversation is left.
  mutating func dropIfUnneeded(_ visitor: Visitor) {
    if visitor.pages.isEmpty, visitor.talk == nil { visitors[visitor.key] = nil }
  }

  mutating func connect(_ socket: SocketID, _ page: ConnectedPage) {
    pages[socket] = page
    page.visitor.pages.append(socket)
  }

  mutating func disconnect(_ socket: SocketID) -> ConnectedPage? { pages.removeValue(forKey: socket) }

  /// As whom the secret alone lets a page read and write: a stranger, unless the site trusts it.
  func key(of arrival: Arrival) -> VisitorKey {
    guard arrival.isTrusted, case .person(let person)? = secrets[arrival.visitor] else {
      return VisitorKey(site: arrival.site, owner: .browser(arrival.visitor))
    }
    return VisitorKey(site: arrival.site, owner: .person(person))
  }

  func isFree(_ secret: VisitorID, for person: PersonID) -> Bool {
    secrets[secret].map { $0 == .person(person) } ?? true
  }

  /// Whether the secret may become the person's: it is nobody's, and they have not too many.
  func canBind(_ secret: VisitorID, to person: PersonID) -> Bool {
    secrets[secret] == nil && secretCounts[person, default: 0] < DomainLimits.secrets
  }

  mutating func know(_ secret: VisitorID, of person: PersonID) {
    if secrets[secret] == nil { secretCounts[person, default: 0] += 1 }
    secrets[secret] = secrets[secret].map { $0.with(person) } ?? .person(person)
  }

  /// Several people were proved by it: it is nobody's again.
  mutating func retire(_ secret: VisitorID) { secrets[secret] = .retired }
}
