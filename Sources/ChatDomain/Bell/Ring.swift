package import Primitives

/// One ring of a conversation: when it ends, and how each agent stands to it.
package struct Ring: Equatable, Sendable {
  /// Counts from 1, since an agent's last words.
  package let number: Int
  /// When it is over.
  package let ends: Instant
  /// A console that has not acknowledged the ring by then was not reached; nil once that is settled.
  package private(set) var ackBy: Instant?
  /// In order of their ids; agents who were rung and can be rung again are not among them.
  private var calls: [Call] = []

  private struct Call: Equatable, Sendable {
    let agent: AgentID
    var state: State
  }

  private enum State: Equatable, Sendable {
    /// It rings for them, and no console of theirs has acknowledged it yet.
    case sent
    /// It rings for them.
    case acknowledged
    /// No console of theirs acknowledged it in time, or before they left; a late acknowledgement brings them back.
    case missed
    /// They said "not me".
    case declined(isAcknowledged: Bool)

    var isRung: Bool {
      switch self {
      case .sent, .acknowledged: true
      case .missed, .declined: false
      }
    }

    /// Whether a console of theirs may still acknowledge it.
    var isOpen: Bool {
      switch self {
      case .sent, .missed, .declined(isAcknowledged: false): true
      case .acknowledged, .declined(isAcknowledged: true): false
      }
    }
  }

  /// Rings for these agents.
  ///
  /// - Parameter former: the ring before, in which no agent is left; who missed or declined it is not rung again.
  package init(_ number: Int, for agents: [AgentID], at now: Instant, ends: Instant, after former: Ring? = nil) {
    (self.number, self.ends, ackBy) = (number, ends, now + DomainLimits.ringHeard)
    let passedOver = former?.calls.filter { !agents.contains($0.agent) } ?? []
    calls = (passedOver + agents.map { Call(agent: $0, state: .sent) }).sorted { $0.agent < $1.agent }
  }

  /// Goes on after a restart, when nobody is there yet to be rung.
  package init(quiet number: Int, ends: Instant) { (self.number, self.ends, ackBy) = (number, ends, nil) }

  /// The agents it rings for, in order of their ids.
  package var rung: [AgentID] { calls.filter(\.state.isRung).map(\.agent) }

  /// Whether it rings for nobody.
  package var isQuiet: Bool { !calls.contains(where: \.state.isRung) }

  /// When the acknowledgements must be there; never, when all are.
  var ackDeadline: Instant { calls.contains(where: \.state.isOpen) ? ackBy ?? .distantFuture : .distantFuture }

  func isRung(_ agent: AgentID) -> Bool { calls.contains { $0.agent == agent && $0.state.isRung } }

  /// Whether the agent has declined or missed it.
  func isPassedOver(_ agent: AgentID) -> Bool { calls.contains { $0.agent == agent && !$0.state.isRung } }

  /// Whether it rings for the agent again.
  mutating func acknowledge(_ agent: AgentID, isCallable: Bool) -> Bool {
    guard let index = index(of: agent), calls[index].state.isOpen else { return false }
    if calls[index].state == .sent || isCallable {
      defer { calls[index].state = .acknowledged }
      return !calls[index].state.isRung
    }
    calls.remove(at: index)
    return false
  }

  /// Whether it had rung for the agent.
  mutating func decline(_ agent: AgentID) -> Bool {
    guard let index = index(of: agent), calls[index].state.isRung else { return false }
    calls[index].state = .declined(isAcknowledged: calls[index].state == .acknowledged)
    return true
  }

  /// Whether it had rung for the agent.
  mutating func lose(_ agent: AgentID) -> Bool {
    guard let index = index(of: agent), calls[index].state.isRung else { return false }
    if calls[index].state == .sent { calls[index].state = .missed } else { calls.remove(at: index) }
    return true
  }

  /// Those who have not acknowledged it.
  mutating func giveUp() -> [AgentID] {
    ackBy = nil
    let silent = calls.indices.filter { calls[$0].state == .sent }
    for index in silent { calls[index].state = .missed }
    return silent.map { calls[$0].agent }
  }

  private func index(of agent: AgentID) -> Int? { calls.firstIndex { $0.agent == agent } }
}
