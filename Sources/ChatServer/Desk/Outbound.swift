package import ChatDomain

/// What the desk asked for and what may not leave yet: nothing passes a line that is not on disk.
///
/// One queue for all conversations, in the order of the desk: so typing waits behind pending words, and an ack behind its line.
package struct Outbound {
  private struct Held {
    var effect: DeskEffect?
    var behind: Int
  }

  /// How many lines the desk has written so far, and how many of them are on disk.
  package private(set) var written = 0
  private var durable = 0
  private var held: [Held] = []
  private var position = 0

  /// Nothing is kept back, and no line is on its way.
  package init() {}

  /// Whether nothing is kept back.
  package var isEmpty: Bool { position == held.count }

  /// Counts one more line on its way to the disk.
  package mutating func wrote() { written += 1 }

  /// Keeps the effect if a line stands before it; false when it may leave now.
  package mutating func holds(_ effect: DeskEffect) -> Bool {
    guard durable < written || !isEmpty else { return false }
    held.append(Held(effect: effect, behind: written))
    return true
  }

  /// The first so many lines are on disk.
  package mutating func reached(_ count: Int) { durable = max(durable, count) }

  /// The next effect that may leave.
  package mutating func next() -> DeskEffect? {
    guard position < held.count, held[position].behind <= durable else { return nil }
    defer {
      position += 1
      if position == held.count {
        held.removeAll(keepingCapacity: held.capacity <= 1_024)
        position = 0
      }
    }
    // Not a copy: that would count each reference in it up, and later down.
    return held[position].effect.take()
  }
}
