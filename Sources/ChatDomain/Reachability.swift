/// Whether a visitor arriving now would meet a person.
package enum Reachability: Equatable, Sendable {
  /// So many agents on the bell have room.
  case reachable(agents: Int)
  /// No agent is on the bell.
  case nobodyHere
  /// Every agent on the bell has as many talks as they can hold.
  case everyoneBusy

  /// Why nobody could be rung; nil when somebody can.
  package var waiting: Waiting? {
    switch self {
    case .reachable: nil
    case .nobodyHere: .nobodyHere
    case .everyoneBusy: .everyoneBusy
    }
  }
}
