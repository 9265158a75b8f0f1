import Dispatch
package import Primitives
import Synchronization

/// A serial queue for what may block, such as the disk or a slow computation; actors can live on it too.
package final class BlockingQueue: SerialExecutor {
  /// What operators read.
  package let label: String
  private let queue: DispatchQueue
  private let times = Mutex(WaitingTimes())

  /// Makes a queue with a thread of its own when busy.
  // The default (overcommit) target: a blocked queue never keeps another from a thread.
  package init(label: String) {
    self.label = label
    queue = DispatchQueue(label: label)
  }

  /// How much waits here or is under way, and for how long the oldest has.
  package func backlog(at now: Instant) -> Backlog { times.withLock { $0.backlog(at: now) } }

  /// Runs `body` after everything asked for before it.
  package func run(_ body: @escaping @Sendable () -> Void) {
    came()
    queue.async { [self] in
      body()
      left()
    }
  }

  /// Runs `body` in a while, behind what waits then.
  package func run(after pause: Milliseconds, _ body: @escaping @Sendable () -> Void) {
    queue.asyncAfter(deadline: .now() + .milliseconds(Int(clamping: pause.count))) { [self] in
      came()
      body()
      left()
    }
  }

  /// Takes a job of an actor that lives here.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    came()
    queue.async {
      job.runSynchronously(on: self.asUnownedSerialExecutor())
      self.left()
    }
  }

  /// Traps unless the caller runs on this queue.
  package func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }

  // Two clock reads and two locks an item: items are batches of lines and whole files, never single messages.
  private func came() { times.withLock { $0.came(at: Clock.now()) } }
  private func left() { times.withLock { $0.left() } }
}
