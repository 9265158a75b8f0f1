import ChatDomain
import Primitives

extension Archive {
  /// Removes files; in one step no more than whoever wants to read can wait for.
  func erase(_ files: [String], then: @Sendable (Result<Void, StorageError>) -> Void) {
    answer(then) { () throws(StorageError) in
      // What was gathered before must not come back afterwards.
      try writeLearnings()
      for name in files { try folder.disk.remove(folder.path(name)) }
    }
  }

  /// Takes talks out of the files of persons who keep others.
  func erase(_ notes: [(PersonID, Set<ConversationID>)], then: @Sendable (Result<Void, StorageError>) -> Void) {
    answer(then) { () throws(StorageError) in
      try writeLearnings()
      for (person, talks) in notes { try People(folder).remove(talks, from: person) }
    }
  }

  /// Leaves a line that says what was erased, without a name or a word, and makes all of it last.
  func bury(_ holdings: Holdings, at now: Instant, then: @Sendable (Result<Void, StorageError>) -> Void) {
    answer(then) { () throws(StorageError) in
      let stone = Array("\(now.text) \(holdings.talks.count) talks, \(holdings.files.count) files\n".utf8)
      let path = folder.path("erased.log")
      try folder.disk.replace(path, with: (try folder.disk.read(path) ?? []) + stone)
      for shelf in Set(holdings.files.map { $0.split(separator: "/").dropLast().joined(separator: "/") }) {
        try folder.disk.syncFolder(folder.path(shelf))
      }
    }
  }

  private func answer(_ then: (Result<Void, StorageError>) -> Void, _ work: () throws(StorageError) -> Void) {
    do throws(StorageError) {
      try work()
      then(.success(()))
    } catch { then(.failure(error)) }
  }
}
