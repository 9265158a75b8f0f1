package import ChatDomain

/// The `type` under which `secondring_lines_total` counts a line: one for each case of `Fact`.
package enum LineType: String, CaseIterable, Sendable {
  case opened, said, noted, rang, waited, pickedUp, invited, joined, uninvited, left, released, identified, hungUp,
    ended

  /// Without a default: a new kind of line does not compile before it has a counter.
  package init(_ fact: Fact) {
    self =
      switch fact {
      case .opened: .opened
      case .said: .said
      case .noted: .noted
      case .rang: .rang
      case .waited: .waited
      case .pickedUp: .pickedUp
      case .invited: .invited
      case .joined: .joined
      case .uninvited: .uninvited
      case .left: .left
      case .released: .released
      case .identified: .identified
      case .hungUp: .hungUp
      case .ended: .ended
      }
  }
}
