import ChatDomain
import ChatTesting
import Primitives

extension Simulation {
  /// What must be true after every step, whatever happened.
  mutating func check() {
    let (desk, open) = (script.desk, script.desk.openConversations)
    var phases = PhaseTally()
    for conversation in open {
      phases.count(conversation.phase)
      if script.ledger.conversations[conversation.id] != conversation {
        note("\(conversation.id) is not what is on disk")
      }
    }
    let counted = PhaseTally(waiting: desk.phases.waiting, ringing: desk.phases.ringing, active: desk.phases.active)
    if counted != phases { note("counts \(counted), but there are \(phases)") }
    if open.count != script.ledger.open { note("an open talk is lost") }
    let callable = callable(desk)
    watch(desk.team)
    for conversation in open {
      check(conversation.id, desk, callable)
      checkCompany(of: conversation, desk.team)
      checkUnanswered(conversation, desk)
    }
    checkSharing(open)
  }

  private mutating func check(_ id: ConversationID, _ desk: Desk, _ callable: Set<AgentID>) {
    guard let summary = desk.summary(of: id) else { return note("no summary of \(id)") }
    switch summary.state {
    case .waiting(let why):
      if why != .visitorAway, desk.reachability.waiting != why { note("waits \(why) while \(desk.reachability)") }
      let isUnanswered = desk.conversation(id)?.unansweredSince != nil
      if why == .visitorAway, summary.isVisitorHere, isUnanswered { note("waits for a visitor who is here") }
    case .ringing(_, let until, let agents, _):
      if until < script.now { note("a ring that does not end") }
      if !callable.isSuperset(of: agents) { note("rings for \(agents), but only \(callable) can be rung") }
    case .active, .ended: break
    }
  }

  // Off the bell only for who is on call, and for a talk of one's own that had rested.
  private func callable(_ desk: Desk) -> Set<AgentID> {
    Set(desk.team.filter { $0.presence != .gone }.map(\.profile.id))
  }

  /// Unanswered words of a visitor are rung for while somebody can be, or lie with an agent who is there or may be back
  /// within the grace.
  private mutating func checkUnanswered(_ conversation: Conversation, _ desk: Desk) {
    guard conversation.unansweredSince != nil, let summary = desk.summary(of: conversation.id) else { return }
    switch summary.state {
    case .waiting(.visitorAway), .ringing, .ended: break
    case .waiting(let why):
      if desk.reachability.waiting == nil { note("\(conversation.id) waits \(why) while \(desk.reachability)") }
    case .active(_, _, let rests):
      if rests, summary.isVisitorHere { note("\(conversation.id) rests with words of a visitor who is here") }
    }
  }

  /// One open talk per browser or person: nobody's words can go two ways, and nobody's go to two.
  private mutating func checkSharing(_ open: [Conversation]) {
    let owners = Set(open.compactMap(\.owner))
    if owners.count != open.count || owners.contains(.several) { note("two open talks of one browser or person") }
  }
}

private struct PhaseTally: Equatable {
  var waiting = 0
  var ringing = 0
  var active = 0

  mutating func count(_ phase: Phase) {
    switch phase {
    case .waiting: waiting += 1
    case .ringing: ringing += 1
    case .active: active += 1
    case .ended: break
    }
  }
}
