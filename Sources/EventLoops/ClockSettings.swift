package import Primitives
import Synchronization

/// Follows the machine's clock: the kernel wakes it when somebody has set that, and it reads the calendar's offset again.
package final class ClockSettings: LoopClient {
  private let descriptor: FileDescriptor
  /// How far the calendar was ahead when it was told last.
  private let known: Mutex<Milliseconds>
  private let stepped: @Sendable (Milliseconds) -> Void

  /// Makes the kernel's timer; `stepped` is called on the loop with the length of each step.
  package init(stepped: @escaping @Sendable (Milliseconds) -> Void) throws(SystemError) {
    descriptor = try Poller.clockSettings()
    known = Mutex(Clock.ahead)
    self.stepped = stepped
  }

  /// Watches as long as that loop lives, on the loop only; what was set since the process started is told at once.
  package func begin(on loop: EventLoop) throws(SystemError) {
    try loop.watch(descriptor.number, .readable, for: loop.register(self))
    follow()
  }

  package func ready(_ readiness: Readiness) {
    if Poller.wasClockSet(descriptor) { follow() }
  }

  private func follow() {
    Clock.follow()
    let ahead = Clock.ahead
    let step = known.withLock { known in
      defer { known = ahead }
      return ahead - known
    }
    if step.count != 0 { stepped(step) }
  }
}
