import Primitives

/// How colleagues come into a conversation, to help or to take it over: a three-way hello. It has exactly one owner all
/// the while, and a handover is one line.
extension Desk {
  func agentInvited(
    _ socket: SocketID, _ id: ConversationID, _ mid: MessageID, _ colleague: AgentID, _ part: Part, _ text: String
  ) {
    let fact = Fact.invited(staff.named(colleague), as: part, Body(text: text))
    let needed = part == .help && text.isEmpty ? nil : text
    guard let (agent, talk) = speaker(socket, id, mid, fact, needed) else { return }
    if let obstacle = obstacle(before: colleague, part, talk, agent) { return turnDown(socket, obstacle, id, mid) }
    agentWrote(fact, agent, socket, talk, mid)
    talk.invitationBell.send(at: now)
    touch(talk, [.summary, .state])
    guard let guest = staff[colleague] else { return }
    guest.invited.insert(id)
    ask(talk, on: guest.consoles)
  }

  /// What stands in the way of an invitation.
  private func obstacle(before colleague: AgentID, _ part: Part, _ talk: Talk, _ agent: Agent) -> Refusal.Code? {
    guard let owner = talk.phase.agent else { return talk.phase.isEnded ? .talkEnded : .notPickedUp }
    guard agent.id == owner || part == .help && talk.includes(agent) else { return .notYourTalk }
    guard let guest = staff[colleague] else { return .unknownAgent }
    let isIn = talk.includes(guest)
    // Who helps already may be asked to take over.
    if colleague == owner || part == .help && isIn { return .alreadyIn }
    guard isIn ? guest.isThere : guest.isOnBell else { return .notHere }
    if talk.invitation != nil { return .alreadyInvited }
    return isIn || talk.company.hasPlace ? nil : .tooMany
  }

  private func turnDown(
    _ socket: SocketID, _ obstacle: Refusal.Code, _ id: ConversationID, _ mid: MessageID? = nil
  ) {
    switch obstacle {
    case .unknownAgent, .notHere, .alreadyIn: refuse(socket, obstacle, id, mid, field: "agent")
    case .tooMany: refuse(socket, obstacle, id, mid, limit: DomainLimits.agentsInTalk)
    default: refuse(socket, obstacle, id, mid)
    }
  }

  func agentJoined(_ socket: SocketID, _ id: ConversationID) {
    guard let (agent, talk) = known(socket, id) else { return }
    guard let owner = owner(of: talk) else {
      return refuse(socket, talk.phase.isEnded ? .talkEnded : .notPickedUp, id)
    }
    if let invitation = talk.invitation, talk.isInvited(agent) {
      return invitation.part == .owner ? takeOver(talk, agent, from: owner) : help(in: talk, agent)
    }
    if talk.includes(agent) { return }
    guard agent.role == .owner else { return refuse(socket, .notInvited, id) }
    guard talk.company.hasPlace else { return turnDown(socket, .tooMany, id) }
    help(in: talk, agent)
  }

  private func help(in talk: Talk, _ agent: Agent) {
    write(.joined(.helping), by: .agent(agent.id), to: talk)
    invitationEnds(talk, of: agent.id)
    agent.helping.insert(talk.id)
    touch(talk, [.summary, .state, .introduction])
  }

  private func takeOver(_ talk: Talk, _ agent: Agent, from owner: Agent) {
    write(.joined(.takingOver(from: owner.named)), by: .agent(agent.id), to: talk)
    invitationEnds(talk, of: agent.id)
    owner.active.remove(talk.id)
    owner.helping.insert(talk.id)
    owner.lastBusy = now
    talk.bell.handedOver()
    own(talk, agent)
  }

  /// The conversation goes from an agent to a helper; it does not ring anew.
  func bequeath(_ talk: Talk, from agent: Agent, _ why: Release, to heir: Agent) {
    write(.released(agent.id, why, to: heir.named), by: .desk, to: talk)
    agent.active.remove(talk.id)
    talk.bell.handedOver(Hold(from: now, ring: settings.ring(on: talk.site)))
    own(talk, heir)
  }

  private func own(_ talk: Talk, _ agent: Agent) {
    agent.helping.remove(talk.id)
    agent.active.insert(talk.id)
    agent.lastBusy = now
    talk.toldAway = false
    queue.staffChanged()
    touch(talk, [.summary, .state, .introduction])
    if !agent.hasRoom { fill(agent) }
  }

  /// The helper who has been there longest, of those who are there now.
  func heir(of talk: Talk) -> Agent? { staff.agents(talk.company.helpers).first(where: \.isThere) }

  func agentWithdrew(_ socket: SocketID, _ id: ConversationID) {
    guard let (agent, talk) = known(socket, id) else { return }
    guard let invitation = talk.invitation else { return refuse(socket, .notInvited, id) }
    guard [invitation.by, talk.phase.agent].contains(agent.id) else { return refuse(socket, .notYourTalk, id) }
    uninvite(talk, .withdrawn, by: .agent(agent.id))
  }

  /// The open invitation has come to nothing.
  func uninvite(_ talk: Talk, _ why: Cancellation, by author: Author) {
    guard let invitation = talk.invitation else { return }
    write(.uninvited(invitation.colleague, as: invitation.part, why), by: author, to: talk)
    invitationEnds(talk, of: invitation.colleague.id)
    touch(talk, [.summary, .state])
  }

  func agentLeftTalk(_ socket: SocketID, _ id: ConversationID) {
    guard let (agent, talk) = known(socket, id) else { return }
    if talk.phase.isEnded { return refuse(socket, .talkEnded, id) }
    if talk.phase.agent == agent.id { return refuse(socket, .ownerStays, id) }
    guard talk.includes(agent) else { return refuse(socket, .notYourTalk, id) }
    if talk.isInvited(agent) { uninvite(talk, .declined, by: .agent(agent.id)) }
    depart(agent.named, from: talk, by: .agent(agent.id))
  }

  /// A helper is in the conversation no more.
  func depart(_ agent: NamedAgent, from talk: Talk, by author: Author) {
    write(.left(agent), by: author, to: talk)
    for helper in staff.agents([agent.id]) { helper.helping.remove(talk.id) }
    touch(talk, [.summary, .state])
  }

  /// Nobody is left who helps or is asked: it is over, or rings anew.
  func disband(_ talk: Talk) {
    if let invitation = talk.invitation { invitationEnds(talk, of: invitation.colleague.id) }
    for helper in staff.agents(talk.company.helpers) { helper.helping.remove(talk.id) }
  }

  private func invitationEnds(_ talk: Talk, of colleague: AgentID) {
    guard let guest = staff[colleague], guest.invited.remove(talk.id) != nil else { return }
    talk.invitationBell.end()
  }
}
