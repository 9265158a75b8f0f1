package import Primitives

/// A deadline that an actor on a loop sets, moves and takes back; it ends with its owner.
package final class LoopTimer {
  private final class Target: LoopClient {
    let fire: @Sendable () -> Void

    init(_ fire: @escaping @Sendable () -> Void) { self.fire = fire }
    func deadlinePassed() { fire() }
  }

  private let loop: EventLoop
  private let target: Target
  private var slot: Slot?

  /// Makes a timer that is not set; `fire` runs on the loop.
  package init(loop: EventLoop, fire: @escaping @Sendable () -> Void) {
    self.loop = loop
    target = Target(fire)
  }

  /// Makes a timer whose owner is called with itself, as long as it lives: `lazy var timer = LoopTimer(of: self) { $0.tick() }`.
  package convenience init<Owner: LoopActor>(of owner: Owner, fire: @escaping @Sendable (isolated Owner) -> Void) {
    self.init(loop: owner.loop) { [weak owner] in owner?.assumeIsolated(fire) }
  }

  deinit {
    guard let slot else { return }
    // The last release may come from any thread.
    loop.post { [loop] in loop.unregister(slot) }
  }

  /// Fires once at `deadline` instead of the one set before, nil for not at all; on the loop only.
  package func set(_ deadline: Instant?) {
    guard slot != nil || deadline != nil else { return }
    let slot = slot ?? loop.register(target)
    self.slot = slot
    loop.setDeadline(deadline, for: slot)
  }
}
