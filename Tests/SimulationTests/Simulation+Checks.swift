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
    let callable = callable(open, desk)
    watch(desk.team)
    for conversation in open {
      check(conversation.id, desk, callable)
      checkCompany(of: conversation, desk.team)
    }
    checkSharing(open)
  }

  private mutating func check(_ id: ConversationID, _ desk: Desk, _ callable: Set<AgentID>) {
    guard let summary = desk.summary(of: id) else { return note("no summary of \(id)") }
    switch summary.state {
    case .waiting(let why):
      if why != .visitorAway, desk.reachability.waiting != why { note("waits \(why) while \(desk.reachability)") }
      if why == .visitorAway, summary.isVisitorHere { note("waits for a visitor who is here") }
    case .ringing(_, let until, let agents):
      if until < script.now { note("a ring that does not end") }
      if !callable.isSuperset(of: agents) { note("rings for \(agents), but only \(callable) can be rung") }
    case .active, .ended: break
    }
  }

  private func callable(_ open: [Conversation], _ desk: Desk) -> Set<AgentID> {
    let active = Dictionary(grouping: open.compactMap(\.phase.agent), by: \.self).mapValues(\.count)
    let onBell = desk.team.filter { [.onBell, .idle].contains($0.presence) }.map(\.profile.id)
    let standBy = desk.team.filter { $0.presence == .offBell && onCall.contains($0.profile.id) }.map(\.profile.id)
    return Set((onBell + standBy).filter { active[$0, default: 0] < capacity(of: $0) })
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
