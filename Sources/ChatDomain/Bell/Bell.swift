package import Primitives

/// What the transcript does not hold of a conversation: whom it rings for, and whether its agent has answered.
///
///     silent, waiting -> ringing -> waiting
///     silent, waiting, ringing -> held -> answered
///     held, answered -> ringing, waiting, silent
package enum Bell: Equatable, Sendable {
  /// No agent has it and nobody is rung: the visitor is away, or the conversation has ended.
  case silent
  /// A ring goes on.
  indirect case ringing(Ring)
  /// Nobody can be rung. Agents on call are called at `callsOut`; nil when they have been.
  case waiting(callsOut: Instant?)
  /// An agent picked up and nobody has sent words since.
  indirect case held(Hold, Claim)
  /// An agent has it, and words were sent.
  case answered(Claim)

  /// When `ring.ends`, the acknowledgements, the call or the hold are due, whichever is first.
  var deadline: Instant {
    switch self {
    case .silent, .answered: .distantFuture
    case .ringing(let ring): min(ring.ends, ring.ackDeadline)
    case .waiting(let callsOut): callsOut ?? .distantFuture
    case .held(let hold, _): hold.until
    }
  }

  /// The ring that goes on.
  package var ring: Ring? { if case .ringing(let ring) = self { ring } else { nil } }

  /// The agents it rings for now, in order of their ids.
  package var rung: [AgentID] { ring?.rung ?? [] }

  /// How long the pick-up stands while no words were sent.
  package var hold: Hold? { if case .held(let hold, _) = self { hold } else { nil } }

  /// Whether its agent is wanted in it; nil when no agent has it.
  package var claim: Claim? {
    switch self {
    case .silent, .ringing, .waiting: nil
    case .held(_, let claim), .answered(let claim): claim
    }
  }
}

// Transitions: each returns what is left to do.
extension Bell {
  /// Moves to another state; returns the agents of the ring that ends, off whose bells the caller takes it.
  package mutating func become(_ next: Bell) -> [AgentID] {
    defer { self = next }
    return rung
  }

  /// What follows from what an agent's consoles said, or did not say, about a ring.
  package enum Step: Equatable, Sendable {
    /// It rings, or does not ring, for the same agents as before.
    case same
    /// It rings for one agent more.
    case joined
    /// It rings for these no more, and still for others.
    case left([AgentID])
    /// It rings for these no more, and for nobody else.
    case passOn(from: [AgentID])
  }

  /// A console sounds that ring.
  ///
  /// - Parameter isCallable: whether the agent can be rung now; one who had been given up is rung again then.
  package mutating func acknowledged(ring number: Int, by agent: AgentID, isCallable: Bool) -> Step {
    change { $0.number == number && $0.acknowledge(agent, isCallable: isCallable) ? .joined : .same }
  }

  /// The agent said "not me".
  package mutating func declined(by agent: AgentID) -> Step {
    change { $0.decline(agent) ? $0.step(without: [agent]) : .same }
  }

  /// The agent can be rung no more.
  package mutating func lost(_ agent: AgentID) -> Step {
    change { $0.lose(agent) ? $0.step(without: [agent]) : .same }
  }

  /// The time to acknowledge the ring is over.
  package mutating func ackTimePassed() -> Step {
    change { ring in
      let missed = ring.giveUp()
      return ring.step(without: missed)
    }
  }

  private mutating func change(_ body: (inout Ring) -> Step) -> Step {
    guard case .ringing(var ring) = self else { return .same }
    defer { self = .ringing(ring) }
    return body(&ring)
  }

  /// The agents on call have been called.
  package mutating func calledOut() { if case .waiting = self { self = .waiting(callsOut: nil) } }

  /// An agent's words were sent.
  package mutating func spoken() { if case .held(_, let claim) = self { self = .answered(claim) } }

  /// Another agent has it; a pick-up without words stands from `hold` on, or as before.
  package mutating func handedOver(_ hold: Hold? = nil) {
    switch self {
    case .held(let before, _): self = .held(hold ?? before, .wanting)
    case .answered: self = .answered(.wanting)
    case .silent, .ringing, .waiting: break
    }
  }

  /// Its agent is wanted in it, or no longer.
  package mutating func claimed(_ claim: Claim) {
    switch self {
    case .held(let hold, _): self = .held(hold, claim)
    case .answered: self = .answered(claim)
    case .silent, .ringing, .waiting: break
    }
  }

  /// The agent who picked up types or reads.
  package mutating func holds(_ hold: Hold) { if case .held(_, let claim) = self { self = .held(hold, claim) } }
}

extension Ring {
  fileprivate func step(without agents: [AgentID]) -> Bell.Step {
    if isQuiet { return .passOn(from: agents) }
    return agents.isEmpty ? .same : .left(agents)
  }
}
