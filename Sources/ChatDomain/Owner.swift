/// Whose a conversation is: folded from its lines, and never from who is connected.
package enum Owner: Hashable, Sendable {
  /// Nobody was proved in it: the browser that opened it.
  case browser(VisitorID)
  /// The one person who was proved in it.
  case person(PersonID)
  /// Several people were proved in it, as older servers allowed: no visitor is sent any of it.
  case several

  /// The owner after a line that says who somebody is.
  package func after(_ identity: Identity) -> Owner {
    guard identity.proof == .proved else { return self }
    switch self {
    case .browser: return .person(identity.person)
    case .person(let owner): return owner == identity.person ? self : .several
    case .several: return .several
    }
  }
}

/// As whom a connection of one site reads and writes.
package struct VisitorKey: Hashable, Sendable {
  /// Where the widget stands.
  package let site: SiteID
  /// The browser, or the person who was proved on this connection.
  package let owner: Owner

  /// Puts the two together.
  package init(site: SiteID, owner: Owner) { (self.site, self.owner) = (site, owner) }

  // A browser has another secret on each site: the owner alone tells the keys apart as well as both.
  package func hash(into hasher: inout Hasher) { hasher.combine(owner) }

  /// The one rule of who may read and continue a conversation.
  package func mayRead(_ conversation: Conversation) -> Bool {
    owner != .several && conversation.opening?.site == site && conversation.owner == owner
  }

  /// The same, of lines that were read from a file: all of them, from the first.
  package func mayRead(_ lines: [Entry], of id: ConversationID) -> Bool {
    var conversation = Conversation(id: id)
    for line in lines { conversation.apply(line) }
    return mayRead(conversation)
  }
}

/// To whom a browser's secret belongs.
package enum Belonging: Equatable, Sendable {
  /// To one proved person, for ever.
  case person(PersonID)
  /// Two people were proved by it, as older servers allowed: nobody is again.
  case retired

  /// What it is when another proof is found.
  package func with(_ person: PersonID) -> Belonging { self == .person(person) ? self : .retired }
}
