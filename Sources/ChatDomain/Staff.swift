import Primitives

/// The agents by name of account, and beside each what every ring must know of all of them.
///
/// A ring looks at everybody; an agent with all their talks is too large for that, their standing is not.
struct Staff: Sendable {
  /// What of an agent decides whether and when they are rung.
  struct Standing: Sendable {
    let presence: Presence
    let isOnBell: Bool
    let canBeCalled: Bool
    let canBeRung: Bool
    let standsBy: Bool

    init(_ agent: Agent) {
      (presence, isOnBell) = (agent.presence, agent.isOnBell)
      (canBeCalled, canBeRung, standsBy) = (agent.canBeCalled, agent.canBeRung, agent.standsBy)
    }
  }

  private var places: [AgentID: Int] = [:]
  /// In order of their names; nil only while one is being taken out.
  private var all: [Agent?] = []
  /// Side by side with `all`.
  private(set) var standings: [Standing] = []

  /// Everybody, by name.
  var values: [Agent] { all.compactMap(\.self) }
  /// The names, in order.
  var keys: [AgentID] { all.compactMap(\.?.profile.id) }

  /// Everybody who stands so, by name.
  func filter(_ isWanted: (Standing) -> Bool) -> [Agent] {
    standings.indices.compactMap { isWanted(standings[$0]) ? all[$0] : nil }
  }

  /// The connected consoles of this agent.
  func consoles(of id: AgentID) -> [SocketID]? { places[id].flatMap { all[$0]?.consoles } }

  /// Since when this agent is gone; nil for one who is here, or unknown.
  func goneSince(_ id: AgentID) -> Instant? { places[id].flatMap { all[$0]?.goneSince } }

  /// When visitors hear that this agent is away; nil for one who is here, or unknown.
  func awayAt(_ id: AgentID) -> Instant? { places[id].flatMap { all[$0]?.awayAt } }

  subscript(id: AgentID) -> Agent? {
    _read {
      if let place = places[id] { yield all.span[place] } else { yield nil }
    }
    _modify {
      if let place = places[id] {
        // In place: a copy of the agent would be a copy of all their talks.
        defer { look(at: place) }
        yield &all[place]
      } else {
        var new: Agent?
        defer { if let new { insert(new) } }
        yield &new
      }
    }
  }

  subscript(id: AgentID, default agent: @autoclosure () -> Agent) -> Agent {
    get { self[id] ?? agent() }
    set { self[id] = newValue }
  }

  private mutating func look(at place: Int) {
    if let agent = all[place] { standings[place] = Standing(agent) } else { remove(place) }
  }

  private mutating func insert(_ agent: Agent) {
    let place = all.firstIndex { $0.map { agent.profile.id < $0.profile.id } == true } ?? all.count
    all.insert(agent, at: place)
    standings.insert(Standing(agent), at: place)
    number()
  }

  private mutating func remove(_ place: Int) {
    all.remove(at: place)
    standings.remove(at: place)
    number()
  }

  private mutating func number() {
    places = Dictionary(
      uniqueKeysWithValues: all.enumerated().compactMap { place, agent in
        agent.map { ($0.profile.id, place) }
      })
  }
}
