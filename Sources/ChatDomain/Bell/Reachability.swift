/// Whether a visitor arriving now would meet a person.
package enum Reachability: Equatable, Sendable {
  /// So many agents on the bell have room.
  case reachable(agents: Int)
  /// It would ring, but only for people who may be there: idle on the bell, or on call off it.
  case unattended
  /// No agent is on the bell.
  case nobodyHere
  /// Everybody proved to be there has as many talks as they can hold: so many agents are rung all the same, softly.
  case everyoneBusy(agents: Int)
  /// More talks ring for everybody on the bell than they could read: the next ones wait in line.
  case bellFull

  /// For programs: `reachable`, `unattended`, `nobodyHere`, `everyoneBusy`, `bellFull`.
  package var name: String {
    switch self {
    case .reachable: "reachable"
    case .unattended: "unattended"
    case .nobodyHere: "nobodyHere"
    case .everyoneBusy: "everyoneBusy"
    case .bellFull: "bellFull"
    }
  }

  /// Whether a new conversation would ring for at least one agent whose presence is proved.
  package var wouldMeetAPerson: Bool {
    switch self {
    case .reachable, .everyoneBusy: true
    case .unattended, .nobodyHere, .bellFull: false
    }
  }

  /// Why nobody could be rung; nil when somebody can.
  package var waiting: Waiting? {
    switch self {
    case .reachable, .unattended, .everyoneBusy: nil
    case .nobodyHere: .nobodyHere
    case .bellFull: .everyoneBusy
    }
  }
}
