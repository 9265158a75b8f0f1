import ChatDomain
import EventLoops
import Primitives
import Storage
import TranscriptFormat

/// The one way to copy, export and erase what a folder keeps: one task after the other, on a queue of its own.
struct Keeping: Sendable {
  /// What was done, without names and words.
  enum Outcome: Sendable {
    case backedUp(files: Int)
    case exported(files: Int)
    case erased(Holdings)
    case expired(Holdings)
  }

  /// Where the keeper works: it reads every transcript, and waits for other queues.
  let queue = BlockingQueue(label: "keeping")
  private let keeper: Keeper
  private let report: @Sendable (Outcome) -> Void

  /// `report` hears of everything that was done.
  init(_ keeper: Keeper, report: @escaping @Sendable (Outcome) -> Void) {
    (self.keeper, self.report) = (keeper, report)
  }

  /// Has a task done when those before it are; `task` runs on the keeper's queue and may block.
  func whenFree(_ task: @escaping @Sendable (Turn) -> Void) {
    queue.run { [keeper, report] in task(Turn(keeper: keeper, report: report)) }
  }

  /// The same, and waits for it; never on a loop, nor on the keeper's queue.
  func wait<Answer: Sendable>(
    for task: @escaping @Sendable (Turn) throws(StorageError) -> Answer
  ) throws(StorageError) -> Answer {
    let answer = Handoff<Result<Answer, StorageError>>()
    whenFree { turn in
      do throws(StorageError) { answer.give(.success(try task(turn))) } catch { answer.give(.failure(error)) }
    }
    return try answer.take().get()
  }

  /// The right to work with the keeper, which only the task at work has.
  struct Turn {
    fileprivate let keeper: Keeper
    fileprivate let report: @Sendable (Outcome) -> Void

    /// Copies the whole folder to a new archive or folder; how many files.
    func backUp(to path: String) throws(StorageError) -> Int {
      let files = try keeper.backUp(to: path)
      report(.backedUp(files: files))
      return files
    }

    /// Puts all that is held on a person into a parcel; how many files.
    func export(_ person: PersonID, into parcel: Parcel) throws(StorageError) -> Int {
      let files = try keeper.export(person, into: parcel)
      guard files > 0 else { throw .unknown("file on \(person)") }
      report(.exported(files: files))
      return files
    }

    /// What the shop may call a person.
    func names(of person: PersonID) throws(StorageError) -> Set<String> { try keeper.names(of: person) }

    /// Erases all that is held on a person, for ever.
    func erase(_ person: PersonID) throws(StorageError) -> Holdings {
      let holdings = try keeper.erase(person, at: Clock.calendar())
      report(.erased(holdings))
      return holdings
    }

    /// Erases the conversations that their sites keep no longer.
    func expire(_ sites: [SiteFile], at now: Instant = Clock.calendar()) throws(StorageError) -> Holdings {
      let holdings = try keeper.expire(Retention(sites), at: now)
      report(.expired(holdings))
      return holdings
    }
  }
}
