import ChatDomain
import Primitives

/// What people are going to do, earliest first; at the same moment in the order it was planned.
struct Agenda {
  enum Act {
    case visitorComes
    case visitorLosesPatience(ConversationID)
    case visitorBlinks(ConversationID)
    case visitorReturns(ConversationID)
    case hears(Int, ConversationID, ring: Int)
    case picksUp(Int, ConversationID, ring: Int)
    case types(Int, ConversationID)
    case speaks(Int, ConversationID)
    case ends(Int, ConversationID)
    case clears(ConversationID)
    case closes(SocketID)
    case isDone(ConversationID)
    case shiftBegins(Int)
    case shiftEnds(Int)
    case goesAway(Int)
    case isNoticed(Int)
    case comesBack(Int)
    case blinks(Int)
    case reconnects(Int)
  }

  private struct Item {
    let at: Instant
    let number: UInt64
    let act: Act

    static func < (left: Item, right: Item) -> Bool { (left.at, left.number) < (right.at, right.number) }
  }

  private var items: [Item] = []
  private var planned: UInt64 = 0

  var earliest: Instant? { items.first?.at }

  mutating func plan(_ act: Act, at moment: Instant) {
    planned += 1
    items.append(Item(at: moment, number: planned, act: act))
    var child = items.count - 1
    while child > 0, items[child] < items[(child - 1) / 2] {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() -> (at: Instant, act: Act)? {
    guard let first = items.first else { return nil }
    items.swapAt(0, items.count - 1)
    items.removeLast()
    sink()
    return (first.at, first.act)
  }

  private mutating func sink() {
    var parent = 0
    while 2 * parent + 1 < items.count {
      let (left, right) = (2 * parent + 1, 2 * parent + 2)
      let child = right < items.count && items[right] < items[left] ? right : left
      guard items[child] < items[parent] else { return }
      items.swapAt(child, parent)
      parent = child
    }
  }
}
