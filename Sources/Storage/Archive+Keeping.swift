import ChatDomain
import Primitives

extension Archive {
  /// Removes files and leaves a line that says so, without a name or a word.
  func erase(_ holdings: Holdings, at now: Instant, then: @Sendable (Result<Void, StorageError>) -> Void) {
    do throws(StorageError) {
      for name in holdings.files { try folder.disk.remove(folder.path(name)) }
      for (person, talks) in holdings.notes { try People(folder).remove(talks, from: person) }
      let stone = Array("\(now.text) \(holdings.talks.count) talks, \(holdings.files.count) files\n".utf8)
      let path = folder.path("erased.log")
      try folder.disk.replace(path, with: (try folder.disk.read(path) ?? []) + stone)
      for shelf in Set(holdings.files.map { $0.split(separator: "/").dropLast().joined(separator: "/") }) {
        try folder.disk.syncFolder(folder.path(shelf))
      }
      then(.success(()))
    } catch { then(.failure(error)) }
  }
}
