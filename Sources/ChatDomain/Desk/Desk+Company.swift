import Primitives

/// Whether those who help, and those who have been asked, are really there.
extension Desk {
  /// Shows an invitation on these consoles.
  func ask(_ talk: Talk, on sockets: [SocketID]) {
    guard let invitation = talk.invitation else { return }
    tellAgents(sockets, .invitation(talk.id, invited(invitation), text: invitation.text))
    introduce(talk, to: sockets)
  }

  /// A console came (back) while its agent is asked in; if they had been gone, it must show that it sounds.
  func askAgain(_ talk: Talk, _ socket: SocketID, _ before: Presence) {
    if before == .gone { talk.invitationBell.send(at: now) }
    ask(talk, on: [socket])
    touch(talk)
  }

  /// Whoever is asked has vanished: a page that is loaded again is back within a ring.
  func awaitReturn(to talk: Talk) { talk.invitationBell.awaitReturn(until: now + settings.ring(on: talk.site)) }

  /// When somebody beside the owner is given up.
  func companyDeadline(of talk: Talk) -> Instant {
    let company = talk.company
    if company.isEmpty { return .distantFuture }
    let invitation = company.invitation.map(talk.invitationBell.deadline) ?? .distantFuture
    return staff.agents(company.helpers).reduce(invitation) { min($0, absence(ofHelper: $1)) }
  }

  /// Gives one of them up; the next has a deadline of their own.
  func companyExpired(_ talk: Talk) {
    if let invitation = talk.invitation, talk.invitationBell.deadline(of: invitation) <= now {
      let isThere = talk.invitationBell == .acknowledged && staff[invitation.colleague.id].map(\.isThere) ?? false
      return uninvite(talk, isThere ? .unanswered : .absent, by: .desk)
    }
    let gone = staff.agents(talk.company.helpers).first { absence(ofHelper: $0) <= now }
    if let gone { depart(gone.named, from: talk, by: .desk) }
  }

  private func absence(ofHelper agent: Agent) -> Instant {
    agent.goneSince.map { $0 + DomainLimits.agentGrace } ?? .distantFuture
  }
}
