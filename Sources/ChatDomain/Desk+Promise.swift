package import Primitives

/// The team's one figure: answered by the second ring, n of m, today. Whose doing it was is counted nowhere.
extension Desk {
  /// How the promise was kept on the shop's day of `now`.
  package func promise(at now: Instant) -> RingCounts { day(of: now) == day ? today : RingCounts() }

  /// Counts what a transcript tells of a conversation, before anybody is connected.
  package mutating func recount(_ conversation: Conversation, at now: Instant) {
    self.now = now
    countToday(conversation)
  }

  /// Counts a conversation whose visitor has just been answered or has gone.
  mutating func countFate(of id: ConversationID) {
    guard let conversation = talks[id]?.conversation else { return }
    var counts = rings
    count(conversation, in: &counts)
    rings = counts
    countToday(conversation)
    tellAgents(allConsoles, promiseNotice)
  }

  var promiseNotice: AgentNotice {
    let promise = promise(at: now)
    return .promise(second: promise.bySecond, of: promise.all)
  }

  private mutating func countToday(_ conversation: Conversation) {
    if day(of: now) != day { (day, today) = (day(of: now), RingCounts()) }
    guard day(of: conversation.since) == day else { return }
    var counts = today
    count(conversation, in: &counts)
    today = counts
  }

  private func count(_ conversation: Conversation, in counts: inout RingCounts) {
    switch conversation.answer {
    case .none: break
    case .words(let at, _):
      let ring = conversation.opening.map { settings.ring(on: $0.site) } ?? settings.ring
      counts.answered(after: at - conversation.since, ring: ring)
    case .hungUp: counts.lost()
    }
  }

  private func day(of moment: Instant) -> Int64 {
    let day = DomainLimits.day.count
    let local = (moment + settings.clockOffset).milliseconds
    return local / day - (local % day < 0 ? 1 : 0)
  }
}
