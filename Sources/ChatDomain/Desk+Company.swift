import Primitives

/// Whether those who help, and those who have been asked, are really there.
extension Desk {
  func isInvited(_ agent: AgentID, into id: ConversationID) -> Bool {
    talks[id]?.conversation.company.invitation?.colleague.id == agent
  }

  /// Shows an invitation on these consoles.
  mutating func ask(_ id: ConversationID, on sockets: [SocketID]) {
    guard let talk = talks[id], let invitation = talk.conversation.company.invitation else { return }
    tellAgents(sockets, .invitation(id, invited(invitation), text: invitation.text))
    introduce(talk, to: sockets)
  }

  /// A console came (back) while its agent is asked into a talk; if they had been gone, it must show that it sounds.
  mutating func askAgain(_ id: ConversationID, _ socket: SocketID, _ before: Presence?) {
    if before ?? .gone == .gone { talks[id]?.invitationBell.send(at: now) }
    ask(id, on: [socket])
    touch(id)
  }

  /// Whoever is asked has vanished: a page that is loaded again is back within a ring.
  mutating func awaitReturn(of agent: AgentID, invitedTo id: ConversationID) {
    guard let site = talks[id]?.site else { return }
    talks[id]?.invitationBell.awaitReturn(until: now + settings.ring(on: site))
  }

  /// When somebody beside the owner is given up.
  func companyDeadline(of talk: Talk) -> Instant {
    let company = talk.conversation.company
    var deadline = company.invitation.map(talk.invitationBell.deadline) ?? .distantFuture
    for helper in company.helpers { deadline = min(deadline, absence(ofHelper: helper) ?? .distantFuture) }
    return deadline
  }

  /// Gives one of them up; the next has a deadline of their own.
  mutating func companyExpired(_ talk: Talk) {
    let company = talk.conversation.company
    if let invitation = company.invitation, talk.invitationBell.deadline(of: invitation) <= now {
      let isThere = talk.invitationBell == .acknowledged && agents[invitation.colleague.id]?.isThere == true
      return uninvite(talk.id, isThere ? .unanswered : .absent, by: .desk)
    }
    let gone = company.helpers.first { absence(ofHelper: $0).map { $0 <= now } ?? false }
    if let gone { depart(gone, from: talk.id, by: .desk) }
  }

  private func absence(ofHelper agent: AgentID) -> Instant? {
    agents.goneSince(agent).map { $0 + DomainLimits.agentGrace }
  }

  func named(_ agent: AgentID) -> NamedAgent { NamedAgent(id: agent, name: profile(agent).name) }
}
