import ChatDomain
import Primitives
import TranscriptFormat

extension Archive {
  /// Removes files; callers pass few at a time, because readers wait on the same queue.
  func erase(_ files: [String], then: @Sendable (Result<Void, StorageError>) -> Void) {
    answer(then) { () throws(StorageError) in
      // Identities gathered before are written first, or they would make the removed file again.
      try writeLearnings()
      for name in files { try folder.records.remove(name) }
    }
  }

  /// Removes the notes of these conversations from persons' files.
  func erase(_ notes: [(PersonID, Set<ConversationID>)], then: @Sendable (Result<Void, StorageError>) -> Void) {
    answer(then) { () throws(StorageError) in
      try writeLearnings()
      for (person, talks) in notes { try folder.people.remove(talks, from: person) }
    }
  }

  /// Removes these accounts from the headers of guests' files.
  func unlink(
    _ accounts: Set<PersonID>, from guests: Set<PersonID>, then: @Sendable (Result<Void, StorageError>) -> Void
  ) {
    answer(then) { () throws(StorageError) in
      for guest in guests.sorted() {
        for account in accounts { try folder.people.remove(.account, account.description, from: guest) }
      }
    }
  }

  /// Removes these people's lines from a conversation in which others were proved, too; the others' notes of it quote their own
  /// words afterwards.
  func empty(
    _ name: TranscriptName, _ talk: SharedTalk, of people: Set<PersonID>,
    then: @Sendable (Result<Void, StorageError>) -> Void
  ) {
    answer(then) { () throws(StorageError) in
      let lines = talk.without(people)
      let path = TranscriptCatalog(folder).path(name)
      if lines.contains(where: { $0.by == .visitor && $0.fact.words?.isEmpty == false }) {
        try folder.disk.replace(path, with: lines.flatMap { TranscriptLine.encoded($0) })
      } else {
        try folder.disk.remove(path)
      }
      for person in talk.people.subtracting(people) {
        let words = shortened(talk.firstWords(of: person), to: 80)
        try folder.people.update(person) { $0.requote(name.conversation, words) }
      }
    }
  }

  /// Appends what was erased to `erased.log`, in counts only, and syncs the folders it was in.
  func logErasure(_ holdings: Holdings, at now: Instant, then: @Sendable (Result<Void, StorageError>) -> Void) {
    answer(then) { () throws(StorageError) in
      let line = Array("\(now.text) \(holdings.talks.count) talks, \(holdings.files.count) files\n".utf8)
      let path = folder.path("erased.log")
      try folder.disk.replace(path, with: (try folder.disk.read(path) ?? []) + line)
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
