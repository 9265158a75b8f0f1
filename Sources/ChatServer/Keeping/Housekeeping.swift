import ChatDomain
import EventLoops
import Logging
import Primitives
import Storage
import TranscriptFormat

/// Removes, at the start and once a day, the talks that their sites keep no longer, and pictures that no agent has any more.
actor Housekeeping: LoopActor {
  private static let day = Milliseconds.seconds(24 * 60 * 60)
  /// A picture without an agent stays that long: open pages still show it.
  private static let hour = Milliseconds.seconds(60 * 60)
  nonisolated let loop: EventLoop
  private let services: Services, clock: @Sendable () -> Instant
  private lazy var timer = LoopTimer(of: self) { $0.tidy() }

  /// On the desk's loop, which only hears when a day is over.
  init(_ services: Services, clock: @escaping @Sendable () -> Instant = Clock.calendar) {
    (loop, self.services, self.clock) = (services.desk.loop, services, clock)
  }

  /// Tidies now, and then every day.
  nonisolated func begin() { post { $0.tidy() } }

  private func tidy() {
    timer.set(loop.now + Self.day)
    services.keeping.whenFree { [services, clock] turn in
      let now = clock()
      attempt("talks not erased", services.log) { () throws(StorageError) in
        _ = try turn.expire(services.shop.sites.all, at: now)
      }
      attempt("old pictures not removed", services.log) { () throws(StorageError) in
        try services.accounts.team.removeOldFaces(writtenBefore: now + Milliseconds(-Self.hour.count))
      }
    }
  }
}

/// What goes wrong is logged, and tried again the next day.
private func attempt(_ complaint: Logger.Message, _ log: Logger, _ work: () throws(StorageError) -> Void) {
  do throws(StorageError) { try work() } catch { log.error(complaint, metadata: ["error": "\(error)"]) }
}
