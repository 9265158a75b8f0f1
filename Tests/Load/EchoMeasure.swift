import Synchronization

/// How many messages came back, and whether more are wanted.
final class EchoMeasure: Sendable {
  private let perConnection: Int
  private let echoes = Atomic(0)
  private let isOver = Atomic(false)

  /// Ends after so many messages on each connection, or when `end` is called.
  init(perConnection: Int) { self.perConnection = perConnection }

  var count: Int { echoes.load(ordering: .relaxed) }

  func wantsMore(after echoed: Int) -> Bool { echoed < perConnection && !isOver.load(ordering: .relaxed) }
  func countEcho() { echoes.add(1, ordering: .relaxed) }
  func end() { isOver.store(true, ordering: .relaxed) }
}
