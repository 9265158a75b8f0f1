import ChatDomain
import EventLoops
import Logging
import Storage

extension Keeping {
  /// That of a running server: its desk lets go of what is erased, its log and figures say how much it was.
  init(_ folder: DataFolder, _ store: Store, desk: DeskActor, metrics: ServerMetrics, log: Logger) {
    let keeper = Keeper(folder, journal: store.journal, archive: store.archive) { Self.forget($0, desk) }
    self.init(keeper) { outcome in
      switch outcome {
      case .backedUp(let files): log.notice("backed up", metadata: ["files": "\(files)"])
      case .exported(let files): log.notice("person exported", metadata: ["files": "\(files)"])
      case .erased(let held):
        metrics.erased(held.talks.count, .person)
        log.notice("person erased", metadata: ["talks": "\(held.talks.count)", "files": "\(held.files.count)"])
      case .expired(let held):
        guard !held.talks.isEmpty else { return }
        metrics.erased(held.talks.count, .age)
        log.notice("talks erased that are kept no longer", metadata: ["talks": "\(held.talks.count)"])
      }
    }
  }

  /// Comes back when the desk has let go of these conversations.
  private static func forget(_ conversations: Set<ConversationID>, _ desk: DeskActor) {
    let done = Handoff<Void>()
    desk.post { desk in
      desk.happened(.talksErased(conversations))
      done.give()
    }
    done.take()
  }

  /// Does one task on a folder that no server has open.
  static func alone<Answer: Sendable>(
    on folder: DataFolder, _ task: @escaping @Sendable (Turn) throws(StorageError) -> Answer
  ) throws(StorageError) -> Answer {
    let store = try Store(folder, events: StorageEvents(failed: { _ in }))
    defer {
      let closed = Handoff<Void>()
      store.journal.close { closed.give() }
      closed.take()
    }
    return try Keeping(Keeper(folder, journal: store.journal, archive: store.archive) { _ in }) { _ in }.wait(for: task)
  }
}
