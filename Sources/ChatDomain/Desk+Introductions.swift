import Primitives

/// How colleagues come into a talk, to help or to take it over: a three-way hello. The talk has exactly one owner all
/// the while, and a handover is one line.
extension Desk {
  mutating func agentInvited(
    _ socket: SocketID, _ id: ConversationID, _ mid: MessageID, _ colleague: AgentID, _ part: Part, _ text: String
  ) {
    let fact = Fact.invited(named(colleague), as: part, Body(text: text))
    let needed = part == .help && text.isEmpty ? nil : text
    guard let agent = speaker(socket, id, mid, fact, needed), let talk = talks[id] else { return }
    if let obstacle = obstacle(before: colleague, part, talk, agent) { return turnDown(socket, obstacle, id, mid) }
    agentWrote(fact, agent, socket, id, mid)
    agents[colleague]?.invited.insert(id)
    talks[id]?.invitationBell.send(at: now)
    touch(id, [.summary, .state])
    ask(id, on: agents[colleague]?.consoles ?? [])
  }

  /// What stands in the way of an invitation.
  private func obstacle(
    before colleague: AgentID, _ part: Part, _ talk: Talk, _ agent: AgentID
  ) -> Refusal.Code? {
    guard let owner = talk.phase.agent else { return talk.phase.isEnded ? .talkEnded : .notPickedUp }
    guard agent == owner || part == .help && talk.conversation.includes(agent) else { return .notYourTalk }
    guard let guest = agents[colleague] else { return .unknownAgent }
    let (isIn, company) = (talk.conversation.includes(colleague), talk.conversation.company)
    // Who helps already may be asked to take over.
    if colleague == owner || part == .help && isIn { return .alreadyIn }
    guard isIn ? guest.isThere : guest.isOnBell else { return .notHere }
    if company.invitation != nil { return .alreadyInvited }
    return isIn || company.hasPlace ? nil : .tooMany
  }

  private mutating func turnDown(
    _ socket: SocketID, _ obstacle: Refusal.Code, _ id: ConversationID, _ mid: MessageID? = nil
  ) {
    switch obstacle {
    case .unknownAgent, .notHere, .alreadyIn: refuse(socket, obstacle, id, mid, field: "agent")
    case .tooMany: refuse(socket, obstacle, id, mid, limit: DomainLimits.agentsInTalk)
    default: refuse(socket, obstacle, id, mid)
    }
  }

  mutating func agentJoined(_ socket: SocketID, _ id: ConversationID) {
    guard let agent = knownAgent(socket, id), let talk = talks[id] else { return }
    guard case .active(let owner, _, _, _) = talk.phase else {
      return refuse(socket, talk.phase.isEnded ? .talkEnded : .notPickedUp, id)
    }
    if let invitation = talk.conversation.company.invitation, invitation.colleague.id == agent {
      return invitation.part == .owner ? takeOver(id, agent, from: owner) : help(in: id, agent)
    }
    if talk.conversation.includes(agent) { return }
    guard agents[agent]?.role == .owner else { return refuse(socket, .notInvited, id) }
    guard talk.conversation.company.hasPlace else { return turnDown(socket, .tooMany, id) }
    help(in: id, agent)
  }

  private mutating func help(in id: ConversationID, _ agent: AgentID) {
    write(.joined(.helping), by: .agent(agent), to: id)
    invitationEnds(id, of: agent)
    agents[agent]?.helping.insert(id)
    touch(id, [.summary, .state, .introduction])
  }

  private mutating func takeOver(_ id: ConversationID, _ agent: AgentID, from owner: AgentID) {
    write(.joined(.takingOver(from: named(owner))), by: .agent(agent), to: id)
    invitationEnds(id, of: agent)
    agents[owner]?.active.remove(id)
    agents[owner]?.helping.insert(id)
    agents[owner]?.lastBusy = now
    talks[id]?.bell.handedOver()
    own(id, agent)
  }

  /// The talk goes from an agent to a helper; it does not ring anew.
  mutating func bequeath(_ id: ConversationID, from agent: AgentID, _ why: Release, to heir: AgentID) {
    write(.released(agent, why, to: named(heir)), by: .desk, to: id)
    agents[agent]?.active.remove(id)
    if let site = talks[id]?.site { talks[id]?.bell.handedOver(Hold(from: now, ring: settings.ring(on: site))) }
    own(id, heir)
  }

  private mutating func own(_ id: ConversationID, _ agent: AgentID) {
    agents[agent]?.helping.remove(id)
    agents[agent]?.active.insert(id)
    agents[agent]?.lastBusy = now
    talks[id]?.toldAway = false
    staffing = .changed
    touch(id, [.summary, .state, .introduction])
    if agents[agent]?.hasRoom == false { fill(agent) }
  }

  /// The helper who has been there longest, of those who are there now.
  func heir(of id: ConversationID) -> AgentID? {
    talks[id]?.conversation.company.helpers.first { agents[$0]?.isThere == true }
  }

  mutating func agentWithdrew(_ socket: SocketID, _ id: ConversationID) {
    guard let agent = knownAgent(socket, id), let talk = talks[id] else { return }
    guard let invitation = talk.conversation.company.invitation else { return refuse(socket, .notInvited, id) }
    guard invitation.by == agent || talk.phase.agent == agent else { return refuse(socket, .notYourTalk, id) }
    uninvite(id, .withdrawn, by: .agent(agent))
  }

  /// The open invitation has come to nothing.
  mutating func uninvite(_ id: ConversationID, _ why: Cancellation, by author: Author) {
    guard let invitation = talks[id]?.conversation.company.invitation else { return }
    write(.uninvited(invitation.colleague, as: invitation.part, why), by: author, to: id)
    invitationEnds(id, of: invitation.colleague.id)
    touch(id, [.summary, .state])
  }

  mutating func agentLeftTalk(_ socket: SocketID, _ id: ConversationID) {
    guard let agent = knownAgent(socket, id), let talk = talks[id] else { return }
    if talk.phase.isEnded { return refuse(socket, .talkEnded, id) }
    if talk.phase.agent == agent { return refuse(socket, .ownerStays, id) }
    guard talk.conversation.includes(agent) else { return refuse(socket, .notYourTalk, id) }
    if isInvited(agent, into: id) { uninvite(id, .declined, by: .agent(agent)) }
    depart(agent, from: id, by: .agent(agent))
  }

  /// A helper is in the talk no more.
  mutating func depart(_ agent: AgentID, from id: ConversationID, by author: Author) {
    write(.left(named(agent)), by: author, to: id)
    agents[agent]?.helping.remove(id)
    touch(id, [.summary, .state])
  }

  /// Nobody is left who helps or is asked: the talk is over, or rings anew.
  mutating func disband(_ id: ConversationID) {
    guard let company = talks[id]?.conversation.company else { return }
    if let invitation = company.invitation { invitationEnds(id, of: invitation.colleague.id) }
    for helper in company.helpers { agents[helper]?.helping.remove(id) }
  }

  private mutating func invitationEnds(_ id: ConversationID, of colleague: AgentID) {
    guard agents[colleague]?.invited.remove(id) != nil else { return }
    talks[id]?.invitationBell.end()
  }
}
