import Dispatch

/// A serial queue for what may block, such as the disk or a slow computation; actors can live on it too.
package final class BlockingQueue: SerialExecutor {
  private let queue: DispatchQueue

  /// Makes a queue with a thread of its own when busy.
  // The default (overcommit) target: a blocked queue never keeps another from a thread.
  package init(label: String) { queue = DispatchQueue(label: label) }

  /// Runs `body` after everything asked for before it.
  package func run(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

  /// Takes a job of an actor that lives here.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  /// Traps unless the caller runs on this queue.
  package func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
