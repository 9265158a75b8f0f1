import Dispatch
package import Primitives
import Synchronization

/// Waits for what may never come.
package enum Patience {
  /// Begins `work` and returns when it calls back, true, or when the time is over, false.
  package static func wait(_ limit: Milliseconds, for work: (@escaping @Sendable () -> Void) -> Void) async -> Bool {
    await withCheckedContinuation { continuation in
      let first = First(continuation)
      work { first.came(true) }
      end(limit) { first.came(false) }
    }
  }

  /// Calls `body` when the time is over, whatever hangs meanwhile.
  package static func end(_ limit: Milliseconds, _ body: @escaping @Sendable () -> Void) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(clamping: limit.count)), execute: body)
  }

  /// Whichever comes first resumes; what comes later finds nobody.
  private final class First: Sendable {
    private let waiter: Mutex<CheckedContinuation<Bool, Never>?>

    init(_ waiter: CheckedContinuation<Bool, Never>) { self.waiter = Mutex(waiter) }

    func came(_ isInTime: Bool) {
      let waiter = waiter.withLock { $0.take() }
      waiter?.resume(returning: isInTime)
    }
  }
}
