extension Fact {
  /// Its name in files, on the wire and in figures.
  package var kind: String {
    switch self {
    case .opened: "opened"
    case .said: "said"
    case .noted: "noted"
    case .rang: "rang"
    case .waited: "waited"
    case .pickedUp: "pickedUp"
    case .invited: "invited"
    case .joined: "joined"
    case .uninvited: "uninvited"
    case .left: "left"
    case .released: "released"
    case .identified: "identified"
    case .hungUp: "hungUp"
    case .ended: "ended"
    }
  }

  /// The words it brings to everybody in the talk; nil when it brings none.
  package var words: String? {
    switch self {
    case .said(let body), .invited(_, as: .owner, let body): body.text
    case .opened, .noted, .rang, .waited, .pickedUp, .invited(_, as: .help, _), .joined, .uninvited, .left, .released,
      .identified, .hungUp, .ended:
      nil
    }
  }

  /// Whether visitors only learn that there is such a line.
  package var isBetweenAgents: Bool {
    switch self {
    case .noted, .identified, .invited(_, as: .help, _), .uninvited(_, as: .help, _): true
    case .opened, .said, .rang, .waited, .pickedUp, .invited, .joined, .uninvited, .left, .released, .hungUp, .ended:
      false
    }
  }
}
