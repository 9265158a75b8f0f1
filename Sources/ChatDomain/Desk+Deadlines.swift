import Primitives

extension Desk {
  /// Puts the talk's next deadline into the queue, unless an earlier one stands there already: that one looks again.
  mutating func schedule(_ id: ConversationID) {
    guard let deadline = talks[id].map({ deadline(of: $0) }) else { return }
    if let scheduled = talks[id]?.scheduled, scheduled <= deadline { return }
    talks[id]?.scheduled = deadline
    deadlines.insert(DeadlineQueue.Item(at: deadline, conversation: id))
  }

  /// Does whatever is due for this talk; often nothing is, because it moved on meanwhile.
  mutating func expire(_ id: ConversationID) {
    guard let talk = talks[id], deadline(of: talk) <= now else { return }
    switch talk.phase {
    case .ended: forget(id)
    case .waiting: if silence(of: talk) <= now { end(id, .silence, by: .desk) } else { callOut(id) }
    case .ringing: ringExpired(talk)
    case .active(let agent, _, _, _): activeExpired(talk, agent)
    }
  }

  private func deadline(of talk: Talk) -> Instant {
    switch talk.phase {
    case .ended(_, let at): at + DomainLimits.endedKept
    case .waiting: min(silence(of: talk), talk.bell.deadline)
    case .ringing:
      min(
        talk.bell.deadline, hangUp(of: talk) ?? .distantFuture, silence(of: talk),
        talk.conversation.unansweredSince == nil ? talk.wantedUntil : .distantFuture)
    case .active(let agent, _, _, _):
      min(
        talk.bell.deadline, absence(of: agent, in: talk) ?? .distantFuture,
        silence(of: talk), companyDeadline(of: talk), tellsAway(of: agent, in: talk),
        talk.bell.claim == .wanting ? talk.wantedUntil : .distantFuture)
    }
  }

  private mutating func ringExpired(_ talk: Talk) {
    if silence(of: talk) <= now { return end(talk.id, .silence, by: .desk) }
    if !isAskedFor(talk) { return wait(talk.id, .visitorAway) }
    if let hangUp = hangUp(of: talk), hangUp <= now { return self.hangUp(talk.id) }
    if let ring = talk.bell.ring, ring.ends > now { return giveUpUnheard(talk.id) }
    // Its own place must not keep a bell full for it.
    stopRinging(talk.id)
    call(talk.id)
  }

  private mutating func activeExpired(_ talk: Talk, _ agent: AgentID) {
    if silence(of: talk) <= now { return end(talk.id, .silence, by: .desk) }
    if companyDeadline(of: talk) <= now { return companyExpired(talk) }
    if let absence = absence(of: agent, in: talk), absence <= now { return release(talk.id, from: agent, .absent) }
    if talk.bell.deadline <= now { return release(talk.id, from: agent, .silent) }
    // Else it only begins to rest, as everybody is told at the end of the event.
    if tellsAway(of: agent, in: talk) <= now { sayAway(talk.id) }
  }

  private mutating func hangUp(_ id: ConversationID) {
    let isFirst = talks[id]?.conversation.answer == Conversation.Answer.none
    stopRinging(id)
    write(.hungUp, by: .visitor, to: id)
    if isFirst { countFate(of: id) }
    wait(id, .visitorAway)
  }

  /// Takes the talk from its agent: it goes to a helper who is there, or the bell goes on at once, with everybody else
  /// first.
  mutating func release(_ id: ConversationID, from agent: AgentID, _ why: Release) {
    // After a pick-up without words nobody has said any: a helper is no better than a bell.
    if why != .silent, let heir = heir(of: id) { return bequeath(id, from: agent, why, to: heir) }
    disband(id)
    write(.released(agent, why), by: .desk, to: id)
    agents[agent]?.active.remove(id)
    staffing = .changed
    touch(id, [.summary, .state])
    callEverybody(id, sparing: agent)
  }

  private func silence(of talk: Talk) -> Instant { talk.conversation.lastSpoken + DomainLimits.silence }

  private func hangUp(of talk: Talk) -> Instant? { talk.awaySince.map { $0 + DomainLimits.visitorGrace } }

  /// When an absent agent loses the talk: sooner when the visitor's words lie unanswered, never while it rests.
  private func absence(of agent: AgentID, in talk: Talk) -> Instant? {
    guard talk.bell.claim == .wanting, let gone = agents.goneSince(agent) else { return nil }
    let grace = gone + DomainLimits.agentGrace
    guard let words = talk.conversation.unansweredSince else { return grace }
    return min(grace, max(gone + DomainLimits.tunnel, words + settings.ring(on: talk.site)))
  }

  /// Ends the talk.
  ///
  /// It stays in memory for a while, to know words that are sent again.
  mutating func end(_ id: ConversationID, _ why: Ending, by author: Author) {
    guard let agent = talks[id]?.phase.agent else { return close(id, why, by: author) }
    agents[agent]?.active.remove(id)
    agents[agent]?.lastBusy = now
    staffing = .changed
    close(id, why, by: author)
  }

  private mutating func close(_ id: ConversationID, _ why: Ending, by author: Author) {
    stopRinging(id)
    callOuts.forget(id)
    disband(id)
    let listeners = talks[id].map { self.listeners(of: $0) } ?? []
    let isUnanswered = talks[id]?.conversation.answer == Conversation.Answer.none
    write(.ended(why), by: author, to: id)
    if isUnanswered { countFate(of: id) }
    // The agent who had it follows it no more by right, but should see its last line.
    if let entry = talks[id]?.conversation.recent.last {
      tellAgents(listeners.filter { talks[id]?.watchers.contains($0) == false }, .entry(id, entry))
    }
    touch(id, [.summary, .state])
    ended.append(id)
    while ended.count > DomainLimits.endedTalks { forget(ended[0]) }
  }

  mutating func talksErased(_ ids: Set<ConversationID>) {
    erasures += 1
    for id in ids where talks[id]?.phase.isEnded == true { forget(id) }
  }

  /// Drops an ended talk from memory; its file stays.
  private mutating func forget(_ id: ConversationID) {
    ended.removeAll { $0 == id }
    guard let talk = talks.removeValue(forKey: id) else { return }
    for mid in talk.conversation.mids where spoken[mid] == id { spoken[mid] = nil }
    for watcher in talk.watchers { consoles[watcher]?.opened.remove(id) }
    guard let key = talk.reader else { return }
    // From here on the file alone knows its lines.
    visitors[key]?.past = .unread
    guard visitors[key]?.talk == id else { return }
    visitors[key]?.talk = nil
    dropIfUnneeded(key)
  }
}

extension Instant {
  /// Never.
  static var distantFuture: Instant { Instant(milliseconds: .max) }
}
