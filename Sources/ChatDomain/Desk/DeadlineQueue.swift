import Primitives

/// When which conversation wants to be looked at, earliest first; outdated items just stay.
struct DeadlineQueue: Sendable {
  struct Item: Comparable, Sendable {
    let at: Instant
    let conversation: ConversationID

    static func < (left: Item, right: Item) -> Bool { left.at < right.at }
  }

  private var items = Heap<Item>()

  var earliest: Instant? { items.first?.at }

  mutating func insert(_ item: Item) { items.insert(item) }

  /// Takes out the earliest item that is due.
  mutating func removeFirst(due now: Instant) -> Item? {
    guard let first = items.first, first.at <= now else { return nil }
    return items.removeFirst()
  }
}
