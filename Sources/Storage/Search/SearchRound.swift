import ChatDomain
import Primitives
import Search
import TranscriptFormat

/// One comparison of what can be searched with the files: a day's folder or a shelf of people at a time, so that
/// nobody who searches meanwhile waits long.
struct SearchRound {
  /// Talks and persons of whom something came while it ran.
  var late: Set<ConversationID> = [], latePersons: Set<PersonID> = []
  /// Somebody has asked for another one meanwhile.
  var isWantedAgain = false
  fileprivate var days: [String], shelves: [String]
  fileprivate var talks: [ConversationID: Int], persons: [PersonID: Int]
}

extension SearchIndex {
  /// Begins to compare itself with the files, or once more when it is at it.
  package nonisolated func catchUpWithFiles() {
    post { index in
      switch index.phase {
      case .closed: break
      case .reading(var round):
        round.isWantedAgain = true
        index.phase = .reading(round)
      case .ready: index.catchUp()
      }
    }
  }

  func catchUp() {
    trying { index throws(StorageError) in
      let rows = index.talks.shelf.rows.enumerated().filter { $0.element.state != .gone }
      let round = SearchRound(
        days: try index.catalog.days().reversed(), shelves: try index.folder.disk.list(index.folder.path("people")),
        talks: Dictionary(rows.map { (ConversationID($0.element.key), $0.offset) }) { $1 }, persons: index.persons)
      index.phase = .reading(round)
      index.post { $0.goOn() }
    }
  }

  private func goOn() {
    guard case .reading(var round) = phase else { return }
    guard !round.days.isEmpty || !round.shelves.isEmpty else { return finish(round) }
    // Only one value owns the sets: they are changed in place.
    phase = .reading(SearchRound(days: [], shelves: [], talks: [:], persons: [:]))
    if let day = round.days.popLast() {
      compare(day: day, &round)
    } else if let shelf = round.shelves.popLast() {
      compare(shelf: shelf, &round)
    }
    trying { index throws(StorageError) in try index.save() }
    phase = .reading(round)
    post { $0.goOn() }
  }

  private func compare(day: String, _ round: inout SearchRound) {
    do throws(StorageError) {
      for name in try catalog.names(in: day) {
        trying { index throws(StorageError) in try index.compare(name, &round) }
      }
    } catch {
      // Who cannot see what is there calls nothing gone.
      round.talks = [:]
      events.troubled(error)
    }
  }

  private func compare(shelf: String, _ round: inout SearchRound) {
    do throws(StorageError) {
      for file in try folder.disk.list(folder.path("people/\(shelf)")) where file.hasSuffix(".txt") {
        guard let person = PersonID(file.dropLast(4)) else { continue }
        round.persons[person] = nil
        trying { index throws(StorageError) in try index.read(person) }
      }
    } catch {
      round.persons = [:]
      events.troubled(error)
    }
  }

  private func compare(_ name: TranscriptName, _ round: inout SearchRound) throws(StorageError) {
    let known = round.talks.removeValue(forKey: name.conversation)
    if let known, talks.shelf.rows[known].state == .ended { return }
    if let entries = try catalog.scan(name)?.goodEntries { add(Array(entries), of: name.conversation) }
  }

  /// What no file was met of is gone; what came meanwhile is looked at.
  private func finish(_ round: SearchRound) {
    phase = .ready
    for talk in round.talks.keys { open[talk] = nil }
    trying { index throws(StorageError) in try index.talks.erase(round.talks.values) }
    for person in round.persons.keys { persons[person] = nil }
    trying { index throws(StorageError) in try index.people.erase(round.persons.values) }
    for talk in late(round) { trying { index throws(StorageError) in try index.read(talk) } }
    for person in round.latePersons { trying { index throws(StorageError) in try index.read(person) } }
    trying { index throws(StorageError) in try index.save() }
    if round.isWantedAgain { catchUp() }
    guard case .ready = phase else { return }
    for waiter in waiters { waiter() }
    waiters = []
  }

  /// The talks of which something came meanwhile and may not have been read: one that has its end has everything.
  private func late(_ round: SearchRound) -> Set<ConversationID> {
    guard !round.late.isEmpty else { return [] }
    let ended = talks.shelf.rows.lazy.filter { $0.state == .ended }.map { ConversationID($0.key) }
    return round.late.subtracting(ended)
  }

  private func read(_ talk: ConversationID) throws(StorageError) {
    guard let name = try catalog.find(talk), let entries = try catalog.scan(name)?.goodEntries else { return }
    add(Array(entries), of: talk)
  }

  private func save() throws(StorageError) {
    try talks.save()
    try people.save()
  }
}
