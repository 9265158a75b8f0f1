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
    case .released: "released"
    case .identified: "identified"
    case .hungUp: "hungUp"
    case .ended: "ended"
    }
  }
}
