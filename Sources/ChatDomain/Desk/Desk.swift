package import Primitives

/// Who is here and who talks to whom: the whole live state, confined to whoever holds it.
///
/// Events and the time come in, effects come out. The cost of an event does not grow with the number of
/// conversations: each is found by socket, browser, person or agent, and their deadlines stand in one queue.
package final class Desk {
  /// What the shop has set; may be replaced while running.
  package var settings: DeskSettings { didSet { staff.attentionEnds = now } }

  var lobby = Lobby()
  var staff = Staff()
  var talks = Talks()
  var queue = WaitingQueue()
  var figures: Promise
  /// How often conversations were erased: what was read from the files before may hold one of them.
  var erasures = 0
  var callOuts = CallOuts()
  var acquaintances = Acquaintances()
  var disk = Disk.free

  /// The moment of the event being handled, by a clock that nobody sets.
  var now = Instant(milliseconds: 0)
  /// How far the calendar is ahead of that clock.
  package internal(set) var ahead: Milliseconds
  var effects: [DeskEffect] = []
  /// Conversations of which somebody must be told at the end of the event.
  var due: [Talk] = []

  /// How often it has changed who is here or who has room.
  package internal(set) var musters = 0

  enum Disk: Sendable { case free, full }

  /// An empty desk; the calendar is `ahead` of the clock by which it is told the time.
  package init(settings: DeskSettings = DeskSettings(), ahead: Milliseconds = Milliseconds(0)) {
    (self.settings, self.ahead) = (settings, ahead)
    figures = Promise(clock: settings.clock)
  }

  /// When `pass` wants to be called; nil: only events matter.
  package var nextDeadline: Instant? {
    if queue.staffing == .changed { return now }
    // Asked for after every event: no array is made for it.
    let staff = staff.deadline(ahead: ahead)
    let next = min(talks.nextDeadline ?? .distantFuture, figures.dayEnds ?? .distantFuture, staff)
    return next == .distantFuture ? nil : next
  }

  /// Takes an event and says what must be done, in order.
  package func handle(_ event: DeskEvent, at now: Instant) -> [DeskEffect] {
    var effects: [DeskEffect] = []
    handle(event, at: now, into: &effects)
    return effects
  }

  /// The same, at the end of an array that the caller keeps: one event after the other costs no memory.
  package func handle(_ event: DeskEvent, at now: Instant, into effects: inout [DeskEffect]) {
    swap(&self.effects, &effects)
    self.now = now
    dispatch(event)
    settle()
    swap(&self.effects, &effects)
  }

  /// Does what is due at `now`.
  package func pass(_ now: Instant) -> [DeskEffect] {
    var effects: [DeskEffect] = []
    pass(now, into: &effects)
    return effects
  }

  /// The same, at the end of an array that the caller keeps.
  package func pass(_ now: Instant, into effects: inout [DeskEffect]) {
    swap(&self.effects, &effects)
    self.now = now
    turnDay()
    if let attentionEnds = staff.attentionEnds, attentionEnds <= now { loseAttention() }
    if let nextShift = staff.nextShift, nextShift.at <= calendar { expectShift() }
    if let presenceDue = staff.presenceDue, presenceDue <= now { tellGathered() }
    while let talk = talks.nextDue(at: now) {
      expire(talk)
      touch(talk)
      settle()
    }
    settle()
    swap(&self.effects, &effects)
  }

  private func dispatch(_ event: DeskEvent) {
    switch event {
    case .visitorCame(let socket, let arrival): visitorCame(socket, arrival)
    case .visitorLeft(let socket): visitorLeft(socket)
    case .visitorSaid(let socket, let mid, let text): visitorSaid(socket, mid, text)
    case .visitorRecalled(let socket, let past): visitorRecalled(socket, past)
    case .talksRecalled(let conversations): talksRecalled(conversations)
    case .visitorTyped(let socket, let isTyping): visitorTyped(socket, isTyping)
    case .visitorSaw(let socket, let seq): visitorSaw(socket, seq)
    case .visitorWent(let socket, let page): visitorWent(socket, page)
    case .visitorIdentified(let socket, let identity, let field): visitorIdentified(socket, identity, field)
    case .visitorMissed(let socket, let after): visitorMissed(socket, after)
    case .agentCame(let socket, let profile, let role, let capacity, let resume):
      agentCame(socket, profile, role, capacity, resume)
    case .agentLeft(let socket): agentLeft(socket)
    case .agentTurnedBell(let socket, let isOn, let hand): agentTurnedBell(socket, isOn, hand)
    case .agentActive(let socket): agentActive(socket)
    case .agentFellSilent(let socket): agentFellSilent(socket)
    case .agentAnswered(let socket): agentAnswered(socket)
    case .agent(let socket, let id, let act): agentActed(socket, id, act)
    case .agentRenamed(let profile): agentRenamed(profile)
    case .agentRemoved(let id): agentRemoved(id)
    case .rosterChanged(let roster): rosterChanged(roster)
    case .talksErased(let ids): talksErased(ids)
    case .diskFilled(let isFull): disk = isFull ? .full : .free
    case .clockSet(let ahead): clockSet(ahead: ahead)
    }
  }

  /// Rings whoever can be rung now, then tells everybody what has changed.
  private func settle() {
    weighDue()
    if queue.staffing == .changed { restaff() }
    tellDue()
  }
}
