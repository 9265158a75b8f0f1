import Primitives

/// The conversations in memory, and the names of the messages in them.
struct Talks {
  private var byID: [ConversationID: Talk] = [:]
  /// In which conversation each message of a visitor stands but the one that opened it: sent again it may come from
  /// another browser or conversation.
  private var spoken: [MessageID: ConversationID] = [:]
  /// Ended ones still in memory, in the order of their ends.
  private(set) var ended: [Talk] = []
  /// How many open ones are in which phase.
  private(set) var phases = PhaseCounts()
  private var deadlines = DeadlineQueue()

  subscript(id: ConversationID) -> Talk? { byID[id] }

  /// Whether it is still in memory.
  func holds(_ talk: Talk) -> Bool { byID[talk.id] === talk }

  /// Those of them that are in memory, in order of their ids.
  func talks(_ ids: Set<ConversationID>) -> [Talk] { ids.sorted().compactMap { byID[$0] } }

  var all: some Collection<Talk> { byID.values }
  var open: [Talk] { byID.values.filter { !$0.phase.isEnded } }

  /// The conversation in which this message stands, or that it opened.
  func talk(knowing mid: MessageID) -> Talk? {
    if let id = spoken[mid] { return byID[id] }
    return byID[ConversationID(openedBy: mid)]
  }

  mutating func add(_ talk: Talk) {
    byID[talk.id] = talk
    phases.add(talk.phase, 1)
    if let end = talk.conversation.end {
      // They come almost in order.
      let place = ended.lastIndex { ($0.conversation.end ?? .distantFuture) <= end }
      ended.insert(talk, at: place.map { $0 + 1 } ?? 0)
    }
    for mid in talk.conversation.mids where ConversationID(openedBy: mid) != talk.id { spoken[mid] = talk.id }
  }

  mutating func note(_ mid: MessageID, in talk: Talk) { spoken[mid] = talk.id }

  /// Folds the next line in.
  mutating func write(_ entry: Entry, to talk: Talk) {
    phases.add(talk.phase, -1)
    talk.take(entry)
    phases.add(talk.phase, 1)
  }

  /// It has ended; the oldest ended ones as far as they are too many.
  mutating func end(_ talk: Talk) -> [Talk] {
    ended.append(talk)
    return Array(ended.prefix(max(0, ended.count - DomainLimits.endedTalks)))
  }

  /// Drops an ended one; false when it was gone already.
  mutating func forget(_ talk: Talk) -> Bool {
    ended.removeAll { $0 === talk }
    guard byID.removeValue(forKey: talk.id) != nil else { return false }
    for mid in talk.conversation.mids where spoken[mid] == talk.id { spoken[mid] = nil }
    return true
  }

  var nextDeadline: Instant? { deadlines.earliest }

  /// Has it looked at by then, unless it will be earlier: then it is scheduled anew.
  mutating func schedule(_ talk: Talk, at deadline: Instant) {
    if let scheduled = talk.scheduled, scheduled <= deadline { return }
    talk.scheduled = deadline
    deadlines.insert(DeadlineQueue.Item(at: deadline, conversation: talk.id))
  }

  /// The next one that is due.
  mutating func nextDue(at now: Instant) -> Talk? {
    while let item = deadlines.removeFirst(due: now) {
      guard let talk = byID[item.conversation], talk.scheduled == item.at else { continue }
      talk.scheduled = nil
      return talk
    }
    return nil
  }
}
