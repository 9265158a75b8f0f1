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
    // Only one value owns the sets: they are changed in place.
    phase = .reading(SearchRound(days: [], shelves: [], talks: [:], persons: [:]))
    trying { index throws(StorageError) in
      if let day = round.days.popLast() {
        for name in try index.catalog.names(in: day) { try index.compare(name, &round) }
      } else if let shelf = round.shelves.popLast() {
        try index.compare(shelf, &round)
      } else {
        return try index.finish(round)
      }
      try index.save()
    }
    guard case .reading = phase else { return }
    phase = .reading(round)
    post { $0.goOn() }
  }

  private func compare(_ name: TranscriptName, _ round: inout SearchRound) throws(StorageError) {
    let known = round.talks.removeValue(forKey: name.conversation)
    if let known, talks.shelf.rows[known].state == .ended { return }
    if let entries = try catalog.scan(name)?.goodEntries { add(Array(entries), of: name.conversation) }
  }

  private func compare(_ shelf: String, _ round: inout SearchRound) throws(StorageError) {
    for file in try folder.disk.list(folder.path("people/\(shelf)")) where file.hasSuffix(".txt") {
      guard let person = PersonID(file.dropLast(4)) else { continue }
      round.persons[person] = nil
      try read(person)
    }
  }

  /// What no file was met of is gone; what came meanwhile is looked at.
  private func finish(_ round: SearchRound) throws(StorageError) {
    phase = .ready
    for talk in round.talks.keys { open[talk] = nil }
    try talks.erase(round.talks.values)
    for person in round.persons.keys { persons[person] = nil }
    try people.erase(round.persons.values)
    for talk in round.late {
      guard let name = try catalog.find(talk), let entries = try catalog.scan(name)?.goodEntries else { continue }
      add(Array(entries), of: talk)
    }
    for person in round.latePersons { try read(person) }
    try save()
    if round.isWantedAgain { return catchUp() }
    for waiter in waiters { waiter() }
    waiters = []
  }

  private func save() throws(StorageError) {
    try talks.save()
    try people.save()
  }
}
