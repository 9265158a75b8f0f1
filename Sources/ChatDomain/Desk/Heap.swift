/// The least of many first: a binary heap.
struct Heap<Item: Comparable & Sendable>: Sendable {
  private var items: [Item] = []

  var first: Item? { items.first }
  var count: Int { items.count }

  mutating func insert(_ item: Item) {
    items.append(item)
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard items[child] < items[parent] else { return }
      items.swapAt(child, parent)
      child = parent
    }
  }

  mutating func removeFirst() -> Item? {
    guard let first = items.first else { return nil }
    items.swapAt(0, items.count - 1)
    items.removeLast()
    sink()
    return first
  }

  mutating func removeAll(where isUnwanted: (Item) -> Bool) {
    // What is in order is a heap.
    items = items.filter { !isUnwanted($0) }.sorted()
  }

  private mutating func sink() {
    var parent = 0
    while true {
      let left = 2 * parent + 1
      guard left < items.count else { return }
      let right = left + 1
      let child = right < items.count && items[right] < items[left] ? right : left
      guard items[child] < items[parent] else { return }
      items.swapAt(child, parent)
      parent = child
    }
  }
}
