package import Primitives

/// Who is to be woken when: a binary heap in which each slot index stands at most once.
///
/// Putting a deadline off, which every message does, only notes the later time; the heap learns of it when the old time comes.
package struct Deadlines {
  private static let unset = Int64.max
  private static let absent = Int32(-1)

  private struct Entry {
    var at: Int64
    var index: UInt32
  }

  private var heap: [Entry] = []
  /// By slot index: the time wanted now, and where in the heap the slot stands.
  private var wanted: [Int64] = []
  private var places: [Int32] = []

  /// Nobody is to be woken.
  package init() {}

  /// The earliest moment at which somebody may be due.
  package var next: Instant? { heap.first.map { Instant(milliseconds: $0.at) } }

  /// Wakes the slot then instead of when it was to be woken before; nil for never.
  package mutating func set(_ deadline: Instant?, for index: UInt32) {
    let at = deadline?.milliseconds ?? Self.unset
    grow(to: Int(index))
    wanted[Int(index)] = at
    let place = Int(places[Int(index)])
    guard place >= 0 else {
      if deadline != nil { insert(Entry(at: at, index: index)) }
      return
    }
    guard at < heap[place].at else { return }
    heap[place].at = at
    rise(place)
  }

  /// Takes out somebody whose deadline is not after `now`; nil when nobody is left.
  package mutating func popDue(_ now: Instant) -> UInt32? {
    while let first = heap.first, first.at <= now.milliseconds {
      let at = wanted[Int(first.index)]
      guard at > now.milliseconds else {
        removeFirst()
        wanted[Int(first.index)] = Self.unset
        return first.index
      }
      if at == Self.unset {
        removeFirst()
      } else {
        heap[0].at = at
        sink(0)
      }
    }
    return nil
  }

  private mutating func grow(to index: Int) {
    while wanted.count <= index {
      wanted.append(Self.unset)
      places.append(Self.absent)
    }
  }

  private mutating func insert(_ entry: Entry) {
    heap.append(entry)
    rise(heap.count - 1)
  }

  private mutating func removeFirst() {
    places[Int(heap[0].index)] = Self.absent
    let last = heap.removeLast()
    guard !heap.isEmpty else { return }
    heap[0] = last
    sink(0)
  }

  private mutating func rise(_ start: Int) {
    let entry = heap[start]
    var place = start
    while place > 0, heap[(place - 1) / 2].at > entry.at {
      put(heap[(place - 1) / 2], at: place)
      place = (place - 1) / 2
    }
    put(entry, at: place)
  }

  private mutating func sink(_ start: Int) {
    let entry = heap[start]
    var place = start
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].at < heap[child].at { child += 1 }
      guard heap[child].at < entry.at else { break }
      put(heap[child], at: place)
      place = child
    }
    put(entry, at: place)
  }

  private mutating func put(_ entry: Entry, at place: Int) {
    heap[place] = entry
    places[Int(entry.index)] = Int32(place)
  }
}
