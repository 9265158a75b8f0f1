import Primitives

/// One agent, here or gone.
final class Agent {
  let id: AgentID
  var profile: Profile
  var capacity = DomainLimits.capacity
  var consoles: [SocketID] = []
  /// Those of the consoles that have missed a beat.
  var silent: Set<SocketID> = []
  var bell = Bell.off
  var duty = Duty.desk
  var role = Role.agent
  /// The conversations they have.
  var active = Caseload()
  /// The conversations they help in; these take no room.
  var helping: Set<ConversationID> = []
  /// The conversations into which they are asked.
  var invited: Set<ConversationID> = []
  var rung: Set<ConversationID> = []
  /// When a person's hand was last at one of their consoles.
  var lastInput = Instant(milliseconds: 0)
  /// When the last console went or fell silent; nil while one answers.
  var goneSince: Instant?
  /// When visitors in a conversation with them are told that they are away; nil while a console answers.
  var awayAt: Instant?
  /// When they last picked up or finished a conversation: whoever waits longest rings first.
  var lastBusy = Instant(milliseconds: 0)

  enum Bell: Sendable {
    case off
    case on
    /// On, but nothing shows any more that somebody sits there.
    case unattended
  }

  enum Duty: Sendable {
    case desk
    /// Also called when two rings brought nobody.
    case onCall
  }

  init(profile: Profile) { (id, self.profile) = (profile.id, profile) }

  var presence: Presence {
    guard isThere else { return .gone }
    return switch bell {
    case .off: .offBell
    case .on: .onBell
    case .unattended: .idle
    }
  }

  /// Whether a console of theirs answers.
  var isThere: Bool { consoles.count > silent.count }

  /// The conversations in which somebody counts on them, or may.
  var commitments: Set<ConversationID> { active.all.union(helping).union(invited) }

  var hasRoom: Bool { active.wanting.count < capacity }
  /// Whether they wish to be rung, and a console of theirs would sound.
  var isOnBell: Bool { isThere && bell != .off }
  var isBellFull: Bool { rung.count >= DomainLimits.bell }
  /// Whether a ring would sound for them, with room or softly.
  var canBeCalled: Bool { isOnBell && !isBellFull }
  /// Whether they have room for what it rings for.
  var canBeRung: Bool { canBeCalled && hasRoom }
  /// Whether a conversation that they have may ring for them first: they are there, though perhaps off the bell.
  var canBeRungForOwn: Bool { [.onBell, .offBell].contains(presence) && hasRoom && !isBellFull }
  /// Whether they are on call at a console, off the bell.
  var standsBy: Bool { duty == .onCall && isThere && bell == .off && hasRoom && !isBellFull }
  var colleague: Colleague { Colleague(profile: profile, presence: presence) }
  var named: NamedAgent { NamedAgent(id: id, name: profile.name) }
}

/// One console of an agent.
final class Console {
  let agent: Agent
  /// The conversations it looks at.
  var opened: Set<ConversationID> = []

  init(of agent: Agent) { self.agent = agent }
}
