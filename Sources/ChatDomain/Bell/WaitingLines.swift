import Primitives

/// Who waits for somebody who can be rung, in order of arrival, by what they were last told.
///
/// Whoever leaves a line just stays in its heap until they would be first, so that all of it costs the same in a line of
/// ten and of a hundred thousand.
struct WaitingLines: Sendable {
  private struct Place: Comparable, Sendable {
    let since: Instant
    let id: ConversationID

    static func < (left: Place, right: Place) -> Bool { (left.since, left.id) < (right.since, right.id) }
  }

  private var told: [ConversationID: Waiting] = [:]
  private var lines: [Waiting: Heap<Place>] = [:]

  /// In no order.
  var everybody: some Collection<ConversationID> { told.keys }

  mutating func insert(_ id: ConversationID, since: Instant, told why: Waiting) {
    guard told.updateValue(why, forKey: id) != why else { return }
    lines[why, default: Heap()].insert(Place(since: since, id: id))
    tidy(why)
  }

  mutating func remove(_ id: ConversationID) { told[id] = nil }

  /// The first of all.
  mutating func first() -> ConversationID? {
    Waiting.allCases.compactMap { place(in: $0) }.min()?.id
  }

  /// The first of those who were told something else.
  mutating func first(notTold why: Waiting) -> ConversationID? {
    Waiting.allCases.filter { $0 != why }.compactMap { place(in: $0) }.min()?.id
  }

  private mutating func place(in why: Waiting) -> Place? {
    while let place = lines[why]?.first {
      if told[place.id] == why { return place }
      _ = lines[why]?.removeFirst()
    }
    return nil
  }

  // Those who come and go behind somebody who stays must not pile up.
  private mutating func tidy(_ why: Waiting) {
    guard let line = lines[why], line.count > 2 * told.count + 64 else { return }
    let told = told
    lines[why]?.removeAll { told[$0.id] != why }
  }
}
