import ChatDomain
import Primitives
import TranscriptFormat

extension Archive {
  /// Removes files; in one step no more than whoever wants to read can wait for.
  func erase(_ files: [String], then: @Sendable (Result<Void, StorageError>) -> Void) {
    answer(then) { () throws(StorageError) in
      // What was gathered before must not come back afterwards.
      try writeLearnings()
      for name in files { try folder.records.remove(name) }
    }
  }

  /// Takes talks out of the files of persons who keep others.
  func erase(_ notes: [(PersonID, Set<ConversationID>)], then: @Sendable (Result<Void, StorageError>) -> Void) {
    answer(then) { () throws(StorageError) in
      try writeLearnings()
      for (person, talks) in notes { try folder.people.remove(talks, from: person) }
    }
  }

  /// Has the files of guests name these accounts no longer.
  func unlink(
    _ accounts: Set<PersonID>, from guests: Set<PersonID>, then: @Sendable (Result<Void, StorageError>) -> Void
  ) {
    answer(then) { () throws(StorageError) in
      for guest in guests.sorted() {
        for account in accounts { try folder.people.remove(.account, account.description, from: guest) }
      }
    }
  }

  /// Takes some people's lines out of a talk that is others', too, and what those have noted of it.
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
