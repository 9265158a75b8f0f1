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
    loop.post { self.onLoop(body) }
  }

  /// Runs `body` as a step of the actor, when it is the loop that calls.
  package nonisolated func onLoop(_ body: (isolated Self) -> Void) {
    #if DEBUG
      assumeIsolated(body)
    #else
      // What assumeIsolated does once it has asked the runtime who runs here, which took 950 of an echo's 8,400
      // instructions. Debug builds, in which the tests run, ask.
      withoutActuallyEscaping(body) { unsafeBitCast($0, to: ((Self) -> Void).self)(self) }
    #endif
  }
}
