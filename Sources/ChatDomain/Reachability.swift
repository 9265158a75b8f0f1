/// Whether a visitor arriving now would meet a person.
package enum Reachability: Equatable, Sendable {
  /// So many agents on the bell have room.
  case reachable(agents: Int)
  /// It would ring, but only for people who may be there: idle on the bell, or on call off it.
  case unattended
  /// No agent is on the bell.
  case nobodyHere
  /// Every agent on the bell has as many talks as they can hold.
  case everyoneBusy

  /// For programs: `reachable`, `unattended`, `nobodyHere`, `everyoneBusy`.
  package var name: String {
    switch self {
    case .reachable: "reachable"
    case .unattended: "unattended"
    case .nobodyHere, .everyoneBusy: waiting?.rawValue ?? ""
    }
  }

  /// Why nobody could be rung; nil when somebody can.
  package var waiting: Waiting? {
    switch self {
    case .reachable, .unattended: nil
    case .nobodyHere: .nobodyHere
    case .everyoneBusy: .everyoneBusy
    }
  }
}
