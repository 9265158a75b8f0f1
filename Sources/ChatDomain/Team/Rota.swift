package import Primitives

/// What the team's files say of everybody's hours.
package struct Roster: Equatable, Sendable {
  /// Who is called when two rings brought nobody.
  package var onCall: Set<AgentID>
  /// When they come to the desk; whoever has no hours is not named.
  package var shifts: [AgentID: [Shift]]

  /// Puts the facts side by side.
  package init(onCall: Set<AgentID> = [], shifts: [AgentID: [Shift]] = [:]) {
    (self.onCall, self.shifts) = (onCall, shifts)
  }
}

/// Somebody's hours on some days of the week, by the clock on the shop's wall.
package struct Shift: Hashable, Sendable {
  /// The days, Monday is 0.
  package var days: Set<Int>
  /// The minute of the day at which it begins.
  package var start: Int

  /// Puts the facts side by side.
  package init(days: Set<Int>, start: Int) { (self.days, self.start) = (days, start) }
}

/// Who comes back, and when.
package struct Return: Equatable, Sendable {
  /// What they are called.
  package var name: String
  /// When they come.
  package var at: Instant

  /// Puts the facts side by side.
  package init(name: String, at: Instant) { (self.name, self.at) = (name, at) }
}

/// Everybody's hours, asked for whoever comes next.
struct Rota: Sendable {
  private let shifts: [(agent: AgentID, shift: Shift)]

  init(_ shifts: [AgentID: [Shift]] = [:]) {
    self.shifts = shifts.sorted { $0.key < $1.key }.flatMap { agent, shifts in shifts.map { (agent, $0) } }
  }

  /// The first to come after `now`; whoever should be here already and is not, is promised to nobody.
  func next(after now: Instant, by clock: ShopClock) -> (agent: AgentID, at: Instant)? {
    shifts.compactMap { each in start(of: each.shift, after: now, by: clock).map { (each.agent, $0) } }
      .min { ($0.1, $0.0) < ($1.1, $1.0) }
  }

  private func start(of shift: Shift, after now: Instant, by clock: ShopClock) -> Instant? {
    let today = clock.day(of: now)
    // A week and a day: today's hour may be over.
    return (0...7 as ClosedRange<Int64>).lazy.map { today &+ $0 }
      .filter { shift.days.contains(ShopClock.weekday(of: $0)) }
      .map { clock.moment(day: $0, minute: shift.start) }.first { $0 > now }
  }
}
