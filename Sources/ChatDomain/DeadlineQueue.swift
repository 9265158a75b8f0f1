import Primitives

/// When which conversation wants to be looked at, earliest first: a binary heap, in which outdated items just stay.
struct DeadlineQueue: Sendable {
  struct Item: Sendable {
    let at: Instant
    let conversation: ConversationID
  }

  private var items: [Item] = []

  var earliest: Instant? { items.first?.at }

  mutating func insert(_ item: Item) {
    items.append(item)
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard items[child].at < items[parent].at else { return }
      items.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes out the earliest item that is due.
  mutating func removeFirst(due now: Instant) -> Item? {
    guard let first = items.first, first.at <= now else { return nil }
    items.swapAt(0, items.count - 1)
    items.removeLast()
    sink()
    return first
  }

  private mutating func sink() {
    var parent = 0
    while true {
      let left = 2 * parent + 1
      guard left < items.count else { return }
      let right = left + 1
      let child = right < items.count && items[right].at < items[left].at ? right : left
      guard items[child].at < items[parent].at else { return }
      items.swapAt(child, parent)
      parent = child
    }
  }
}
