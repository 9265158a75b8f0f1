import ChatDomain
import Primitives

/// One person at the desk, as they really are; the desk knows only what their console says.
struct Worker {
  let profile: Profile
  let capacity: Int
  var console: SocketID?
  var whereabouts = Whereabouts.there
  var shift = Shift.off
  /// How many talks they have in hand.
  var talks = 0

  enum Whereabouts { case there, away }
  enum Shift { case on, off }

  init?(_ number: Int, _ seat: Shop.Seat) {
    guard let id = AgentID("agent\(number + 1)") else { return nil }
    profile = Profile(id: id, name: id.text)
    capacity = seat.capacity
  }
}
