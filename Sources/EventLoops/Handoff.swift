import Dispatch
import Synchronization

/// A value that one queue gives and a thread that may block waits for; nobody waits for it on an event loop.
package final class Handoff<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let semaphore = DispatchSemaphore(value: 0)

  package init() {}

  /// Gives the value, once.
  package func give(_ value: Value) {
    self.value.withLock { $0 = value }
    semaphore.signal()
  }

  /// Blocks until the value is given.
  package func take() -> Value {
    while true {
      semaphore.wait()
      if let value = value.withLock({ $0 }) { return value }
    }
  }
}

extension Handoff where Value == Void {
  /// Says that it is done, once.
  package func give() { give(()) }
}
