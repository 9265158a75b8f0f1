import ChatDomain
import ChatTesting
import Primitives

extension Simulation {
  /// Somebody asks a colleague in, comes, does not come, or goes.
  mutating func introduces(_ index: Int, _ console: SocketID, _ any: ConversationID) {
    let me: AgentID = slug(agents[index].name)
    let open = script.desk.openConversations
    let mine = open.filter { $0.phase.agent == me }.randomElement(using: &random)?.id
    let waiting = open.first { $0.phase.agent == me && $0.company.invitation != nil }?.id
    switch random.next() % 12 {
    case 0..<4: invites(console, mine ?? any)
    case 4: play(.agent(console, any, .join))
    case 5..<9: answers(open)
    case 9, 10: play(.agent(console, waiting ?? any, .withdraw))
    default: play(.agent(console, any, .leave))
    }
  }

  /// Somebody who was asked comes, or says no.
  private mutating func answers(_ open: [Conversation]) {
    guard let asked = open.filter({ $0.company.invitation != nil }).randomElement(using: &random) else { return }
    let guest = agents.first { slug($0.name) == asked.company.invitation?.colleague.id }
    guard let console = guest?.consoles.randomElement(using: &random) else { return }
    play(.agentAnswered(console))
    play(random.next() % 3 == 0 ? .agent(console, asked.id, .decline) : .agent(console, asked.id, .join))
  }

  private mutating func invites(_ console: SocketID, _ talk: ConversationID) {
    let names = agents.map(\.name) + ["nobody"]
    let colleague: AgentID = slug(names[Int(random.next() % UInt64(names.count))])
    let part = random.next() % 3 == 0 ? Part.help : .owner
    let text = random.next() % 4 == 0 ? "" : "This is \(colleague)."
    play(.agent(console, talk, .invite(script.nextMessage(), colleague, as: part, text)))
  }

  /// Remembers since when nobody has answered at each agent's consoles.
  mutating func watch(_ team: [Colleague]) {
    for colleague in team {
      let agent = colleague.profile.id
      gone[agent] = colleague.presence == .gone ? gone[agent] ?? script.now : nil
    }
  }

  /// A talk that was picked up has exactly one owner, nobody in it has been gone for long, and no invitation is too old.
  mutating func checkCompany(of conversation: Conversation, _ team: [Colleague]) {
    let (id, company) = (conversation.id, conversation.company)
    guard let owner = conversation.phase.agent else {
      if company != Company() { note("\(id) has company and no owner") }
      return
    }
    // A talk that rests waits for nobody, and stays with an agent who has gone home.
    guard case .active(_, _, rests: false)? = script.desk.summary(of: id)?.state else { return }
    let all = [owner] + company.helpers
    if Set(all).count != all.count { note("somebody is in \(id) twice: \(all)") }
    if all.count > DomainLimits.agentsInTalk { note("a crowd in \(id): \(all)") }
    for agent in all { checkPresence(of: agent, in: id, team) }
    guard let invitation = company.invitation else { return }
    if invitation.until <= script.now { note("an invitation into \(id) that does not end") }
    if invitation.colleague.id == owner { note("the owner of \(id) is asked into it") }
    if !team.contains(where: { $0.profile.id == invitation.colleague.id }) { note("nobody is asked into \(id)") }
  }

  private mutating func checkPresence(of agent: AgentID, in id: ConversationID, _ team: [Colleague]) {
    if !team.contains(where: { $0.profile.id == agent }) { note("\(agent) is in \(id) and not in the team") }
    // Its visitor is just back in a talk that rested: what is due by now happens in the next pass.
    if let due = script.desk.nextDeadline, due <= script.now { return }
    if let since = gone[agent], since + DomainLimits.agentGrace <= script.now {
      note("\(agent) is not in \(id) at all")
    }
  }

  /// Read line by line, a talk is in the hands that the lines name: from a pick-up on it is never unowned without a line
  /// that says so.
  mutating func checkHands() {
    for (id, lines) in script.ledger.lines {
      var (conversation, owner) = (Conversation(id: id), AgentID?.none)
      for line in lines {
        owner = hands(after: line, owner)
        conversation.apply(line)
        if conversation.phase.agent != owner { return note("line \(line.seq) of \(id) leaves it to another") }
      }
    }
  }

  private func hands(after line: Entry, _ owner: AgentID?) -> AgentID? {
    switch (line.fact, line.by) {
    case (.pickedUp, .agent(let agent)), (.joined(.takingOver), .agent(let agent)): agent
    case (.released(_, _, let heir), _): heir?.id
    // Words into a talk that rested ring anew, or wait for whoever comes.
    case (.rang, _), (.waited, _), (.ended, _): nil
    default: owner
    }
  }
}
