import EventLoops
import Synchronization

/// Where passwords are hashed, one after the other: a hash takes a processor for 70 ms and 16 MB.
///
/// The line is short, and nothing else stands in it: who finds it full is told to come back, and pictures, lists and
/// links never wait behind passwords.
package final class HashLine: Sendable {
  /// Hashes that wait at most: the last of them is done in about a second.
  package static let most = 12

  let queue = BlockingQueue(label: "hashes")
  private let waiting = Mutex(0)

  /// Runs `body` when its turn comes; false, and never, when too many wait.
  func run(_ body: @escaping @Sendable () -> Void) -> Bool {
    let hasRoom = waiting.withLock { waiting in
      guard waiting < Self.most else { return false }
      waiting += 1
      return true
    }
    guard hasRoom else { return false }
    queue.run { [self] in
      body()
      waiting.withLock { $0 -= 1 }
    }
    return true
  }
}
