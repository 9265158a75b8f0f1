/// An actor that lives on an event loop; what it does between two suspensions is one step of that loop.
package protocol LoopActor: Actor {
  /// The loop it lives on, for its whole life.
  nonisolated var loop: EventLoop { get }
}

extension LoopActor {
  /// The loop runs the actor's jobs.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// Runs `body` on the actor's loop, in call order, without suspending the caller.
  package nonisolated func post(_ body: @escaping @Sendable (isolated Self) -> Void) {
    loop.post { self.assumeIsolated(body) }
  }
}
