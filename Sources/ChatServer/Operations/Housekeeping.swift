import ChatDomain
import EventLoops
import Logging
import Primitives
import Storage
import TranscriptFormat

/// Lets go, at the start and once a day, of the talks that their sites keep no longer, and of pictures nobody has any more.
actor Housekeeping: LoopActor {
  private static let day = Milliseconds.seconds(24 * 60 * 60)
  /// Pages show a picture that was changed a while longer.
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
    services.keeping.run { [services, clock] in
      let now = clock()
      services.expire(at: now)
      services.dropFaces(before: now + Milliseconds(-Self.hour.count))
    }
  }
}

extension Services {
  /// Erases what is kept no longer; what goes wrong is logged, and tried again the next day.
  func expire(at now: Instant) {
    do throws(StorageError) {
      expired(try keeper.expire(Retention(sites.all), at: now) { forget($0) })
    } catch { log.error("talks not erased", metadata: ["error": "\(error)"]) }
  }

  /// Takes pictures away that somebody had before.
  func dropFaces(before moment: Instant) {
    do throws(StorageError) { try accounts.team.removeOldFaces(writtenBefore: moment) } catch {
      log.error("old pictures not removed", metadata: ["error": "\(error)"])
    }
  }

  /// Works with the keeper when nobody else does, and waits for it: a copy made while something is erased may hold half of
  /// it.
  ///
  /// Never on a loop, nor on the keeper's queue.
  func keeping<Answer: Sendable>(
    _ work: @escaping @Sendable (Keeper) throws(StorageError) -> Answer
  ) -> Result<Answer, StorageError> {
    let answer = Handoff<Result<Answer, StorageError>>()
    keeping.run { [keeper] in
      do throws(StorageError) { answer.give(.success(try work(keeper))) } catch { answer.give(.failure(error)) }
    }
    return answer.take() ?? .failure(.closed)
  }

  /// Counts and logs what was erased of a person, without names or words.
  func erased(_ holdings: Holdings) {
    metrics.erased(holdings.talks.count, .person)
    log.notice("person erased", metadata: ["talks": "\(holdings.talks.count)", "files": "\(holdings.files.count)"])
  }

  /// Counts and logs what is kept no longer.
  func expired(_ holdings: Holdings) {
    guard !holdings.talks.isEmpty else { return }
    metrics.erased(holdings.talks.count, .age)
    log.notice("talks erased that are kept no longer", metadata: ["talks": "\(holdings.talks.count)"])
  }

  /// Has the desk let go of talks, and comes back when it has; never on a loop.
  func forget(_ talks: Set<ConversationID>) {
    let done = Handoff<Bool>()
    desk.post { desk in
      desk.happened(.talksErased(talks))
      done.give(true)
    }
    _ = done.take()
  }
}
