import Dispatch
import Synchronization

/// Lets a queue that may block wait for what another queue will give; never to be waited for on a loop.
package final class Handoff<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let semaphore = DispatchSemaphore(value: 0)

  /// Nothing was given yet.
  package init() {}

  /// Gives the value, once.
  package func give(_ value: Value) {
    self.value.withLock { $0 = value }
    semaphore.signal()
  }

  /// Waits until it is given.
  package func take() -> Value? {
    semaphore.wait()
    return value.withLock { $0 }
  }
}
