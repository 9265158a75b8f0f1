package import Synchronization

/// What others want done on a loop: jobs of its actors and posted bodies, in one order.
enum Mail: Sendable {
  case job(UnownedJob)
  case body(@Sendable () -> Void)
}

/// An inbox; any thread puts in, its owner takes all at once.
// Inlinable, so that other modules get it for their kind of letter and not for any.
package final class Mailbox<Letter: Sendable>: Sendable {
  @usableFromInline let waiting = Mutex<[Letter]>([])

  /// Makes an empty one.
  @inlinable package init() {}

  /// Adds to the end; true when the box was empty, so that the owner must be woken.
  @inlinable package func put(_ letter: Letter) -> Bool {
    waiting.withLock { box in
      box.append(letter)
      return box.count == 1
    }
  }

  /// Takes all there is and leaves the caller's emptied array to fill, so that two arrays take turns and none is allocated.
  @inlinable package func exchange(_ emptied: inout [Letter]) { waiting.withLock { swap(&$0, &emptied) } }
}
