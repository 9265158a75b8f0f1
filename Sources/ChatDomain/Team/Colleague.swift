/// An agent as colleagues see them.
package struct Colleague: Hashable, Sendable {
  /// Who.
  package var profile: Profile
  /// Whether a ring can reach them.
  package var presence: Presence

  /// Puts the facts side by side.
  package init(profile: Profile, presence: Presence) { (self.profile, self.presence) = (profile, presence) }
}

/// Whether an agent can be rung.
package enum Presence: String, Sendable, CaseIterable {
  /// A console answers, is on the bell, and somebody used it not long ago.
  case onBell
  /// On the bell, but for a while nothing has shown that somebody is there: rung when nobody else can be.
  case idle
  /// A console is connected; they take a breath.
  case offBell
  /// No console is connected.
  case gone
}
