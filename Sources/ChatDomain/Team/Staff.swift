import Primitives

/// The agents and their consoles, their hours, and what others have been told of who is here.
struct Staff {
  private var byID: [AgentID: Agent] = [:]
  /// Every agent, by name of account.
  private(set) var all: [Agent] = []
  private(set) var consoles: [SocketID: Console] = [:]
  /// The connected consoles, in order.
  private(set) var sockets: [SocketID] = []
  var rota = Rota()
  /// Who will come to the desk next, and when by the calendar; nil when no rota says.
  var nextShift: (agent: AgentID, at: Instant)?
  /// When somebody on the bell may have gone too long without input; nil while nobody is on it.
  var attentionEnds: Instant?
  /// When colleagues and visitors will be told who is here; nil while they know.
  var presenceDue: Instant?
  /// Whom visitors know to be here.
  var toldHere: [Profile] = []

  /// When any of that is due, by the clock of which the calendar is `ahead`.
  func deadline(ahead: Milliseconds) -> Instant {
    let shift = nextShift.map { $0.at - ahead } ?? .distantFuture
    return min(attentionEnds ?? .distantFuture, presenceDue ?? .distantFuture, shift)
  }

  subscript(id: AgentID) -> Agent? { byID[id] }

  /// Those of them whom the desk knows.
  func agents(_ ids: [AgentID]) -> [Agent] { ids.compactMap { byID[$0] } }

  /// The agent of that account, who is new or not.
  mutating func agent(_ profile: Profile) -> Agent {
    if let known = byID[profile.id] { return known }
    let new = Agent(profile: profile)
    byID[profile.id] = new
    all.insert(new, at: all.firstIndex { profile.id < $0.id } ?? all.count)
    return new
  }

  /// The account is gone.
  mutating func remove(_ agent: Agent) {
    byID[agent.id] = nil
    all.removeAll { $0 === agent }
  }

  mutating func connect(_ socket: SocketID, to agent: Agent) {
    agent.consoles.append(socket)
    consoles[socket] = Console(of: agent)
    sockets.append(socket)
    sockets.sort()
  }

  mutating func disconnect(_ socket: SocketID) -> Console? {
    guard let console = consoles.removeValue(forKey: socket) else { return nil }
    sockets.removeAll { $0 == socket }
    console.agent.consoles.removeAll { $0 == socket }
    console.agent.silent.remove(socket)
    if console.agent.consoles.isEmpty { console.agent.bell = .off }
    return console
  }

  func profile(_ id: AgentID) -> Profile { byID[id].map(\.profile) ?? Profile(id: id, name: id.text) }

  func named(_ id: AgentID) -> NamedAgent { NamedAgent(id: id, name: profile(id).name) }

  /// Whether somebody who is proved to be there has room for one more conversation.
  var isRoomLeft: Bool { all.contains { $0.canBeRung && $0.presence == .onBell } }

  /// Whether a visitor arriving now would meet a person.
  var reachability: Reachability {
    var (onBell, callable, proved, withRoom) = (0, 0, 0, 0)
    for agent in all where agent.isOnBell {
      onBell += 1
      guard agent.canBeCalled else { continue }
      callable += 1
      guard agent.presence == .onBell else { continue }
      proved += 1
      if agent.hasRoom { withRoom += 1 }
    }
    if withRoom > 0 { return .reachable(agents: withRoom) }
    if proved > 0 { return .everyoneBusy(agents: proved) }
    if callable > 0 || all.contains(where: \.standsBy) { return .unattended }
    return onBell > 0 ? .bellFull : .nobodyHere
  }

  /// Who is proved to be on the bell and can be rung.
  var here: [Profile] { all.filter { $0.canBeCalled && $0.presence == .onBell }.map(\.profile) }
}
