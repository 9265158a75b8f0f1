import Synchronization

/// What others want done on a loop: jobs of its actors and posted bodies, in one order.
enum Mail: Sendable {
  case job(UnownedJob)
  case body(@Sendable () -> Void)
}

/// The inbox of a loop; any thread puts in, the loop takes all at once.
final class Mailbox: Sendable {
  private let waiting = Mutex<[Mail]>([])

  /// Adds to the end; true when the box was empty, so that the loop must be woken.
  func put(_ mail: Mail) -> Bool {
    waiting.withLock { box in
      box.append(mail)
      return box.count == 1
    }
  }

  /// Takes all there is and leaves the caller's emptied array to fill, so that two arrays take turns and none is allocated.
  func exchange(_ emptied: inout [Mail]) { waiting.withLock { swap(&$0, &emptied) } }
}
