package import Primitives

/// The live half of an invitation into a conversation: whether a console of the invited agent has shown it.
package enum InvitationBell: Equatable, Sendable {
  /// No invitation is open.
  case silent
  /// No console has acknowledged it; the agent is absent when none has by then.
  case sent(ackBy: Instant)
  /// A console shows it.
  case acknowledged

  /// When the open invitation is over.
  func deadline(of invitation: Invitation) -> Instant {
    if case .sent(let ackBy) = self { min(invitation.until, ackBy) } else { invitation.until }
  }

  /// It is shown on the agent's consoles.
  package mutating func send(at now: Instant) { self = .sent(ackBy: now + DomainLimits.ringHeard) }

  /// A console acknowledged it.
  package mutating func acknowledge() { if case .sent = self { self = .acknowledged } }

  /// The agent's consoles went silent; a page that is loaded again is back within a ring.
  package mutating func awaitReturn(until ackBy: Instant) { if self != .silent { self = .sent(ackBy: ackBy) } }

  /// It was answered or taken back.
  package mutating func end() { self = .silent }
}
