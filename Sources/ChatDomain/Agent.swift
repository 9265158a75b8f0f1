import Primitives

/// One agent, here or gone.
struct Agent: Sendable {
  var profile: Profile
  var capacity = DomainLimits.capacity
  var consoles: [SocketID] = []
  /// Those of the consoles that have missed a beat.
  var silent: Set<SocketID> = []
  var bell = Bell.off
  var active: Set<ConversationID> = []
  var rung: Set<ConversationID> = []
  /// When the last console went or fell silent; nil while one answers.
  var goneSince: Instant?
  /// When they last picked up or finished a talk: whoever waits longest rings first.
  var lastBusy = Instant(milliseconds: 0)

  enum Bell: Sendable { case on, off }

  init(profile: Profile) { self.profile = profile }

  var presence: Presence {
    guard isThere else { return .gone }
    return bell == .on ? .onBell : .offBell
  }

  /// Whether a console of theirs answers.
  var isThere: Bool { consoles.count > silent.count }

  var hasRoom: Bool { active.count < capacity }
  var isBellFull: Bool { rung.count >= DomainLimits.bell }
  var wantsRings: Bool { presence == .onBell && hasRoom }
  var canBeRung: Bool { wantsRings && !isBellFull }
  var colleague: Colleague { Colleague(profile: profile, presence: presence) }
}

/// One console of an agent.
struct Console: Sendable {
  let agent: AgentID
  /// The talks it looks at.
  var opened: Set<ConversationID> = []
}
