package import ChatDomain
import EventLoops
package import Primitives
package import TranscriptFormat

/// Copies, exports and erases on a store at work, by the table of `PersonData`.
///
/// Blocking, so never on a loop or on a queue of the store; and one task at a time: a copy made while something is erased may
/// hold half of it.
package struct Keeper: Sendable {
  /// Files removed in one step of the archive: its readers wait some milliseconds for each step.
  private static let slice = 100
  private let folder: DataFolder, journal: Journal, archive: Archive
  private let forget: @Sendable (Set<ConversationID>) -> Void

  /// Of this store on this folder.
  ///
  /// `forget` has whoever holds conversations in memory let go of them, and comes back when that is done.
  package init(
    _ folder: DataFolder, journal: Journal, archive: Archive,
    forget: @escaping @Sendable (Set<ConversationID>) -> Void
  ) {
    (self.folder, self.journal, self.archive, self.forget) = (folder, journal, archive, forget)
  }

  /// Copies the whole folder; how many files.
  package func backUp(to path: String) throws(StorageError) -> Int {
    let parcel = try Parcel(to: path)
    try wait { then in archive.post { $0.holdCheckpoints(then: then) } }
    defer { archive.post { $0.releaseCheckpoints() } }
    try Backup(of: folder, into: parcel).run()
    // `backup.sums`, the list of the files, is not counted.
    return parcel.count - 1
  }

  /// What the shop may call a person: their names and mail addresses, and their id.
  package func names(of person: PersonID) throws(StorageError) -> Set<String> {
    guard let file = try folder.people.file(person) else { throw .unknown("file on \(person)") }
    return Set([.name, .email].flatMap { file.values($0) } + [person.description])
  }

  /// Copies all that is held on one person; how many files.
  package func export(_ person: PersonID, into parcel: Parcel) throws(StorageError) -> Int {
    // Afterwards every line acknowledged so far is in its transcript.
    try wait { then in archive.post { $0.settle(then: then) } }
    let (holdings, team) = (try Holdings(on: person, in: folder), try Team.names(root: folder.path, disk: folder.disk))
    for name in holdings.files {
      guard let bytes = try folder.disk.read(folder.path(name)) else { continue }
      switch PersonData(of: name)?.row.export {
      case .asKept: try parcel.put(name, bytes)
      case .ownNotes: try parcel.put(name, holdings.withOwnNotes(PersonFile(bytes), name).bytes)
      case .readable:
        try parcel.put(name, bytes)
        try put(RecoveryScan(bytes).entries, readable: name, team, into: parcel)
      case .nothing, nil: continue
      }
    }
    for (name, talk) in holdings.shared.sorted(by: { $0.key.path < $1.key.path }) {
      let lines = talk.lines(of: holdings.persons)
      try parcel.put(name.path, lines.flatMap { TranscriptLine.encoded($0) })
      try put(lines, readable: name.path, team, into: parcel)
    }
    try parcel.finish()
    return holdings.files.count + holdings.shared.count
  }

  private func put(
    _ entries: [Entry], readable name: String, _ team: [AgentID: String], into parcel: Parcel
  ) throws(StorageError) {
    let text = TranscriptPrinter(for: entries, team: team).lines(entries).joined(separator: "\n") + "\n"
    try parcel.put(String(name.dropLast(6)) + ".txt", Array(text.utf8))
  }

  /// Takes everything held on one person off the disk, the journal too, and gives back what that was.
  package func erase(_ person: PersonID, at now: Instant) throws(StorageError) -> Holdings {
    try wait { then in archive.post { $0.settle(then: then) } }
    let holdings = try Holdings(on: person, in: folder)
    guard holdings.open.isEmpty else { throw .openTalk(holdings.open.min()) }
    guard !holdings.files.isEmpty || !holdings.shared.isEmpty else { throw .unknown("file on \(person)") }
    try erase(holdings, in: PersonData.allCases, at: now)
    return holdings
  }

  /// Erases in the same way the conversations that their sites keep no longer, and gives back what that was.
  package func expire(_ retention: Retention, at now: Instant) throws(StorageError) -> Holdings {
    try wait { then in archive.post { $0.settle(then: then) } }
    let holdings = try Holdings(endedBefore: now, retention, in: folder)
    if !holdings.talks.isEmpty {
      try erase(holdings, in: PersonData.allCases.filter(\.row.followsConversations), at: now)
    }
    return holdings
  }

  private func erase(_ holdings: Holdings, in places: [PersonData], at now: Instant) throws(StorageError) {
    forget(holdings.talks)
    for place in places {
      for files in sliced(holdings.files.filter({ PersonData(of: $0) == place })) {
        try wait { then in archive.post { $0.erase(files, then: then) } }
      }
      try eraseLines(holdings, in: place, at: now)
    }
  }

  /// Takes out of a place what stands there beside the files that are wholly theirs.
  private func eraseLines(_ holdings: Holdings, in place: PersonData, at now: Instant) throws(StorageError) {
    switch place {
    case .transcripts:
      for (name, talk) in holdings.shared {
        try wait { then in archive.post { $0.empty(name, talk, of: holdings.persons, then: then) } }
      }
    case .people:
      try wait { then in archive.post { $0.unlink(holdings.persons, from: holdings.guests, then: then) } }
      for notes in sliced(holdings.notes.map { ($0.key, $0.value) }) {
        try wait { then in archive.post { $0.erase(notes, then: then) } }
      }
    case .oldSecrets: try OldSecrets(folder).forget()
    case .blocked: try folder.blocklist.forget(holdings.persons)
    case .erasures: try wait { then in archive.post { $0.logErasure(holdings, at: now, then: then) } }
    case .search: try eraseFromSearch(holdings)
    case .journal: try eraseFromJournal()
    case .orders, .calls, .team, .sites, .settings, .format, .lock, .control: break
    }
  }

  private func eraseFromSearch(_ holdings: Holdings) throws(StorageError) {
    try wait { then in archive.search.forget(holdings.talks, holdings.persons, then: then) }
    for person in holdings.notes.keys { archive.search.look(at: person) }
    for (name, talk) in holdings.shared {
      for person in talk.people.subtracting(holdings.persons) { archive.search.look(at: person) }
      archive.search.take(talk.without(holdings.persons).map { JournalRecord(name.conversation, $0) })
    }
  }

  /// The journal's copies of the lines go with its old segments.
  private func eraseFromJournal() throws(StorageError) {
    try wait { then in journal.startOver(then: then) }
    for name in try folder.disk.list(folder.path("journal/damaged")) {
      try folder.disk.remove(folder.path("journal/damaged/\(name)"))
    }
  }

  private func sliced<Piece>(_ pieces: [Piece]) -> [[Piece]] {
    stride(from: 0, to: pieces.count, by: Self.slice).map { Array(pieces[$0...].prefix(Self.slice)) }
  }

  private func wait(
    _ begin: (@escaping @Sendable (Result<Void, StorageError>) -> Void) -> Void
  ) throws(StorageError) {
    let answer = Handoff<Result<Void, StorageError>>()
    begin { answer.give($0) }
    try answer.take().get()
  }
}
