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

/// To whom a browser's secret belongs.
package enum Belonging: Equatable, Sendable {
  /// To one proved person, for ever.
  case person(PersonID)
  /// Two people were proved by it, as older servers allowed: nobody is again.
  case retired

  /// What it is when another proof is found.
  package func with(_ person: PersonID) -> Belonging { self == .person(person) ? self : .retired }
}
