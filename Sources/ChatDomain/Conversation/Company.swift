package import Primitives

/// Who is in a talk beside the agent who has it, and who has been asked in, as its lines tell.
package struct Company: Equatable, Sendable {
  /// The helpers, whoever has been in the talk longest first.
  package private(set) var helpers: [AgentID] = []
  /// The open invitation.
  package var invitation: Invitation? { if case .to(let invitation) = door { invitation } else { nil } }

  // Few talks have one, and every talk would have room for it.
  private enum Door: Equatable, Sendable {
    case closed
    indirect case to(Invitation)
  }

  private var door = Door.closed

  /// Nobody.
  package init() {}

  /// Whether there is neither a helper nor an invitation.
  package var isEmpty: Bool { helpers.isEmpty && door == .closed }

  /// Whether one more agent may come in; whoever is asked has a place already.
  package var hasPlace: Bool {
    let isGuestNew = invitation.map { !helpers.contains($0.colleague.id) } ?? false
    return 1 + helpers.count + (isGuestNew ? 1 : 0) < DomainLimits.agentsInTalk
  }

  mutating func asked(_ invitation: Invitation) { door = .to(invitation) }

  /// The invitation of that colleague is over.
  mutating func answered(by colleague: AgentID) {
    if invitation?.colleague.id == colleague { door = .closed }
  }

  mutating func joined(_ agent: AgentID) {
    answered(by: agent)
    if !helpers.contains(agent) { helpers.append(agent) }
  }

  /// An agent has the talk from now on; who had it before stays, if they do, as the first of the helpers.
  mutating func owned(by agent: AgentID, after former: AgentID?) {
    answered(by: agent)
    helpers.removeAll { $0 == agent || $0 == former }
    if let former { helpers.insert(former, at: 0) }
  }

  /// By a clock that shows so much more.
  mutating func retime(by shift: Milliseconds) {
    guard var invitation else { return }
    invitation.at = invitation.at + shift
    door = .to(invitation)
  }

  mutating func left(_ agent: AgentID) { helpers.removeAll { $0 == agent } }
}

/// An agent asks a colleague into a talk.
package struct Invitation: Equatable, Sendable {
  /// Who is asked.
  package let colleague: NamedAgent
  /// Who asks.
  package let by: AgentID
  /// As what they are asked in.
  package let part: Part
  /// The line of introduction, or a note between agents.
  package let text: String
  /// When.
  package fileprivate(set) var at: Instant

  /// Without an answer it is over then.
  package var until: Instant { at + DomainLimits.invitation }
}

/// As what an agent is asked into a talk.
package enum Part: String, Sendable, CaseIterable {
  /// To take it over.
  case owner
  /// To listen or help.
  case help
}

/// How an agent came into a talk.
package enum Entrance: Equatable, Sendable {
  /// Beside the one who has it.
  case helping
  /// In the place of that colleague, who stays to help.
  case takingOver(from: NamedAgent)

  /// As what they are in it now.
  package var part: Part { if case .helping = self { .help } else { .owner } }
}

/// Why an invitation came to nothing.
package enum Cancellation: String, Sendable, CaseIterable {
  /// The colleague said no.
  case declined
  /// The colleague is there and gave no answer.
  case unanswered
  /// Who had asked, or who has the talk, took it back.
  case withdrawn
  /// No console of the colleague sounded it, or they went away.
  case absent
}

/// An agent and what they were called then: a line is readable when the account has gone.
package struct NamedAgent: Hashable, Sendable {
  /// The name they sign in with.
  package let id: AgentID
  /// The name visitors read.
  package let name: String

  /// Puts the facts side by side.
  package init(id: AgentID, name: String) { (self.id, self.name) = (id, name) }
}
