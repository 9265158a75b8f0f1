package import Primitives
import Synchronization

/// The lines that are safe in the journal and do not stand in their transcripts yet.
package final class TranscriptLag: Sendable {
  private let times = Mutex(WaitingTimes())

  init() {}

  /// How many there are, and since when the oldest is durable.
  package func backlog(at now: Instant) -> Backlog { times.withLock { $0.backlog(at: now) } }

  func committed(_ lines: Int, at now: Instant) { times.withLock { $0.came(lines, at: now) } }
  func written(_ lines: Int) { times.withLock { $0.left(lines) } }
}
