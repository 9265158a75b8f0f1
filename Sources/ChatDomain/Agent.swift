import Primitives

/// One agent, here or gone.
struct Agent: Sendable {
  var profile: Profile
  var capacity = DomainLimits.capacity
  var consoles: [SocketID] = []
  var bell = Bell.off
  var active: Set<ConversationID> = []
  var rung: Set<ConversationID> = []
  /// When the last console went; nil while one is connected.
  var goneSince: Instant?
  /// When they last picked up or finished a talk: whoever waits longest rings first.
  var lastBusy = Instant(milliseconds: 0)

  enum Bell: Sendable { case on, off }

  init(profile: Profile) { self.profile = profile }

  var presence: Presence {
    guard !consoles.isEmpty else { return .gone }
    return bell == .on ? .onBell : .offBell
  }

  var hasRoom: Bool { active.count < capacity }
  var canBeRung: Bool { presence == .onBell && hasRoom }
  var colleague: Colleague { Colleague(profile: profile, presence: presence) }
}

/// One console of an agent.
struct Console: Sendable {
  let agent: AgentID
  /// The talks it looks at.
  var opened: Set<ConversationID> = []
}
