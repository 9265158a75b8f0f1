import Primitives

extension Desk {
  func schedule(_ talk: Talk) { talks.schedule(talk, at: deadline(of: talk)) }

  /// Does whatever is due for it; often nothing is, because it moved on meanwhile.
  func expire(_ talk: Talk) {
    guard deadline(of: talk) <= now else { return }
    switch talk.phase {
    case .ended: forget(talk)
    case .waiting: if silence(of: talk) <= now { end(talk, .silence, by: .desk) } else { callOut(talk) }
    case .ringing: ringExpired(talk)
    case .active: if let agent = owner(of: talk) { activeExpired(talk, agent) }
    }
  }

  private func deadline(of talk: Talk) -> Instant {
    switch talk.phase {
    case .ended(_, let at): at + DomainLimits.endedKept
    case .waiting: min(silence(of: talk), talk.bell.deadline)
    case .ringing:
      min(
        talk.bell.deadline, hangUp(of: talk), silence(of: talk),
        talk.isUnanswered ? .distantFuture : talk.wantedUntil)
    case .active:
      min(
        talk.bell.deadline, silence(of: talk), companyDeadline(of: talk),
        talk.bell.claim == .wanting ? talk.wantedUntil : .distantFuture,
        owner(of: talk).map { ownerDeadline(of: talk, $0) } ?? .distantFuture)
    }
  }

  private func ownerDeadline(of talk: Talk, _ agent: Agent) -> Instant {
    min(absence(of: agent, in: talk), tellsAway(of: agent, in: talk))
  }

  private func ringExpired(_ talk: Talk) {
    if silence(of: talk) <= now { return end(talk, .silence, by: .desk) }
    if !isAskedFor(talk) { return wait(talk, .visitorAway) }
    if hangUp(of: talk) <= now { return hangUp(talk) }
    if let ring = talk.bell.ring, ring.ends > now { return follow(talk.bell.ackTimePassed(), of: talk) }
    // Its own place must not keep a bell full for it.
    stopRinging(talk)
    call(talk)
  }

  private func activeExpired(_ talk: Talk, _ agent: Agent) {
    if silence(of: talk) <= now { return end(talk, .silence, by: .desk) }
    if companyDeadline(of: talk) <= now { return companyExpired(talk) }
    if absence(of: agent, in: talk) <= now { return release(talk, from: agent, .absent) }
    if talk.bell.deadline <= now { return release(talk, from: agent, .silent) }
    // Else it only begins to rest, as everybody is told at the end of the event.
    if tellsAway(of: agent, in: talk) <= now { sayAway(talk) }
  }

  private func hangUp(_ talk: Talk) {
    let isFirst = talk.isFirstAnswerOpen
    stopRinging(talk)
    write(.hungUp, by: .visitor, to: talk)
    if isFirst { countFate(of: talk) }
    wait(talk, .visitorAway)
  }

  /// Takes the conversation from its agent: it goes to a helper who is there, or the bell goes on at once, with everybody
  /// else first.
  func release(_ talk: Talk, from agent: Agent, _ why: Release) {
    // After a pick-up without words nobody has said any: a helper is no better than a bell.
    if why != .silent, let heir = heir(of: talk) { return bequeath(talk, from: agent, why, to: heir) }
    disband(talk)
    write(.released(agent.id, why), by: .desk, to: talk)
    agent.active.remove(talk.id)
    queue.staffChanged()
    touch(talk, [.summary, .state])
    callEverybody(talk, sparing: agent)
  }

  private func silence(of talk: Talk) -> Instant { talk.conversation.lastSpoken + DomainLimits.silence }

  private func hangUp(of talk: Talk) -> Instant {
    talk.awaySince.map { $0 + DomainLimits.visitorGrace } ?? .distantFuture
  }

  /// When an absent agent loses it: sooner when the visitor's words lie unanswered, never while it rests.
  private func absence(of agent: Agent, in talk: Talk) -> Instant {
    guard talk.bell.claim == .wanting, let gone = agent.goneSince else { return .distantFuture }
    let grace = gone + DomainLimits.agentGrace
    guard let words = talk.conversation.unansweredSince else { return grace }
    return min(grace, max(gone + DomainLimits.tunnel, words + settings.ring(on: talk.site)))
  }

  /// Ends the conversation.
  ///
  /// It stays in memory for a while, to know words that are sent again.
  func end(_ talk: Talk, _ why: Ending, by author: Author) {
    if let agent = owner(of: talk) {
      agent.active.remove(talk.id)
      agent.lastBusy = now
      queue.staffChanged()
    }
    stopRinging(talk)
    callOuts.forget(talk.id)
    disband(talk)
    close(talk, why, by: author)
    for oldest in talks.end(talk) { forget(oldest) }
  }

  private func close(_ talk: Talk, _ why: Ending, by author: Author) {
    let (listeners, isUnanswered) = (listeners(of: talk), talk.isFirstAnswerOpen)
    write(.ended(why), by: author, to: talk)
    if isUnanswered { countFate(of: talk) }
    // The agent who had it follows it no more by right, but should see its last line.
    if let entry = talk.conversation.recent.last {
      tellAgents(listeners.filter { !talk.watchers.contains($0) }, .entry(talk.id, entry))
    }
    touch(talk, [.summary, .state])
  }

  func talksErased(_ ids: Set<ConversationID>) {
    erasures += 1
    for talk in talks.talks(ids) where talk.phase.isEnded { forget(talk) }
  }

  /// Drops an ended conversation from memory; its file stays.
  private func forget(_ talk: Talk) {
    guard talks.forget(talk) else { return }
    for watcher in talk.watchers { staff.consoles[watcher].map { _ = $0.opened.remove(talk.id) } }
    guard let visitor = talk.reader.flatMap({ lobby[$0] }) else { return }
    // From here on the file alone knows its lines.
    visitor.past = .unread
    guard visitor.talk === talk else { return }
    visitor.talk = nil
    lobby.dropIfUnneeded(visitor)
  }
}

extension Instant {
  /// Never.
  static var distantFuture: Instant { Instant(milliseconds: .max) }
}
