package import EventLoops

/// An actor that lives on a queue that may block.
package protocol DiskActor: Actor {
  /// Its queue, for its whole life.
  nonisolated var queue: BlockingQueue { get }
}

extension DiskActor {
  /// The queue runs the actor's jobs.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// Runs `body` on the actor's queue, in call order, without suspending the caller.
  package nonisolated func post(_ body: @escaping @Sendable (isolated Self) -> Void) {
    queue.run { self.assumeIsolated(body) }
  }
}
