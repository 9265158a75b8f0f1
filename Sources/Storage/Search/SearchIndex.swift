import ChatDomain
package import EventLoops
import Primitives
import Search
import Synchronization
import TranscriptFormat

/// Finds words in all talks and in all that is known of people.
///
/// It works behind the archive, on a queue of its own, and keeps nothing that is not in the people's files: what it has
/// under `cache/` is made from them, and made again when it is not there.
package actor SearchIndex: DiskActor {
  package nonisolated let queue = BlockingQueue(label: "secondring.search")
  let folder: DataFolder, catalog: TranscriptCatalog
  let events: StorageEvents
  var talks: SearchShelf, people: SearchShelf
  /// The rows of talks that have not ended, and of all persons.
  var open: [ConversationID: Int] = [:], persons: [PersonID: Int] = [:]
  var phase = Phase.closed
  /// Who waits until all files are read.
  var waiters: [@Sendable () -> Void] = []
  /// Lines that nobody has asked about yet: to wake the queue for each costs more than to take it in.
  private nonisolated let untaken = Mutex<[JournalRecord]>([])
  private static let portion = 64

  /// closed -> reading -> ready -> reading …; all -> closed.
  enum Phase {
    /// Nothing is in memory: nobody has asked to search here.
    case closed
    /// Compares itself with the people's files; what happens meanwhile is looked at afterwards.
    case reading(SearchRound)
    case ready
  }

  /// Of this folder; it does nothing before it is started.
  package init(_ folder: DataFolder, events: StorageEvents) {
    (self.folder, self.events, catalog) = (folder, events, TranscriptCatalog(folder))
    (talks, people) = (SearchShelf("talks", in: folder), SearchShelf("people", in: folder))
  }

  /// Reads what is kept, and then whatever the files have more of; from then on it can be searched.
  package nonisolated func start() {
    post { index in
      guard case .closed = index.phase else { return }
      index.load()
      index.catchUp()
    }
  }

  /// Calls back when everything in the files can be found; it was started before.
  package nonisolated func whenReady(then: @escaping @Sendable () -> Void) {
    post { index in
      if case .reading = index.phase { index.waiters.append(then) } else { then() }
    }
  }

  /// Forgets what is in memory; the files stay as they are.
  nonisolated func stop() {
    post { index in
      index.phase = .closed
      index.talks.close()
      index.people.close()
      (index.open, index.persons) = ([:], [:])
    }
  }

  /// Takes lines in that stand in their transcripts by now; they can be found by whoever asks next.
  nonisolated func take(_ lines: [JournalRecord]) {
    let isPortion = untaken.withLock { untaken in
      let before = untaken.count
      untaken += lines
      return before < Self.portion && untaken.count >= Self.portion
    }
    if isPortion { post { _ in } }
  }

  /// Runs `body` on the queue, behind all lines that came before.
  nonisolated func post(_ body: @escaping @Sendable (isolated SearchIndex) -> Void) {
    queue.run {
      self.assumeIsolated { index in
        index.takeIn()
        body(index)
      }
    }
  }

  private func takeIn() {
    let lines = untaken.withLock { untaken in
      defer { untaken = [] }
      return untaken
    }
    guard !lines.isEmpty else { return }
    switch phase {
    case .closed: break
    case .reading(var round):
      round.late.formUnion(lines.lazy.map(\.conversation))
      phase = .reading(round)
    case .ready:
      trying { index throws(StorageError) in
        for line in lines { index.add(CollectionOfOne(line.entry), of: line.conversation) }
        try index.talks.save()
      }
    }
  }

  /// Looks at a person's files again.
  nonisolated func look(at person: PersonID) {
    post { index in
      switch index.phase {
      case .closed: break
      case .reading(var round):
        round.latePersons.insert(person)
        index.phase = .reading(round)
      case .ready:
        index.trying { index throws(StorageError) in
          try index.read(person)
          try index.people.save()
        }
      }
    }
  }

  /// Erases what is kept of talks and persons whose files are gone, memory and disk, and then calls back.
  nonisolated func forget(
    _ gone: Set<ConversationID>, _ persons: Set<PersonID>,
    then: @escaping @Sendable (Result<Void, StorageError>) -> Void
  ) {
    post { index in
      do throws(StorageError) {
        if case .closed = index.phase {
          try index.openShelves()
          defer { index.stop() }
          try index.erase(gone, persons)
        } else {
          try index.erase(gone, persons)
        }
        then(.success(()))
      } catch { then(.failure(error)) }
    }
  }

  private func erase(_ gone: Set<ConversationID>, _ persons: Set<PersonID>) throws(StorageError) {
    for talk in gone { open[talk] = nil }
    for person in persons { self.persons[person] = nil }
    let keys = Set(gone.map { Shelf.Key($0) }), personKeys = Set(persons.map { Shelf.Key($0) })
    try talks.erase(talks.shelf.rows.indices.filter { keys.contains(talks.shelf.rows[$0].key) })
    try people.erase(people.shelf.rows.indices.filter { personKeys.contains(people.shelf.rows[$0].key) })
    try talks.sync()
    try people.sync()
  }

  private func load() {
    trying { index throws(StorageError) in try index.openShelves() }
    for (row, talk) in talks.shelf.rows.enumerated() where talk.state == .open { open[ConversationID(talk.key)] = row }
    for (row, person) in people.shelf.rows.enumerated() where person.state != .gone {
      persons[PersonID(person.key)] = row
    }
  }

  private func openShelves() throws(StorageError) {
    try talks.open()
    try people.open()
  }

  /// What a cache cannot do is told, and stops nothing.
  func trying(_ body: (isolated SearchIndex) throws(StorageError) -> Void) {
    do throws(StorageError) { try body(self) } catch { events.troubled(error) }
  }

  /// Adds lines that the talk's row has not yet; a talk that began unseen is read from its file.
  func add(_ entries: some Collection<Entry>, of conversation: ConversationID) {
    guard let row = open[conversation] ?? begin(conversation, entries.first) else { return }
    for entry in entries where entry.seq > talks.shelf.rows[row].seq {
      for text in entry.searchable { talks.add(text, seq: entry.seq, to: row) }
      guard case .ended = entry.fact else { continue }
      talks.end(row, seq: entry.seq)
      open[conversation] = nil
    }
  }

  private func begin(_ conversation: ConversationID, _ first: Entry?) -> Int? {
    guard let first, case .opened = first.fact else { return nil }
    let row = talks.begin(Shelf.Key(conversation), stamp: first.at.milliseconds)
    open[conversation] = row
    return row
  }

  /// Takes a person's files in as they are now.
  func read(_ person: PersonID) throws(StorageError) {
    let known = persons[person]
    guard let stamp = try stamp(of: person) else {
      persons[person] = nil
      return try people.erase(known.map { [$0] } ?? [])
    }
    if let known, people.shelf.rows[known].stamp == stamp { return }
    let file = try folder.people.file(person) ?? PersonFile()
    let texts = SearchablePerson(file, orders(of: person)).texts
    if let known {
      let folded = texts.map { FoldedText($0.text).bytes }.filter { !$0.isEmpty }
      if people.shelf.texts(of: known) == folded { return try people.restamp(known, stamp) }
      try people.erase([known])
    }
    let row = people.begin(Shelf.Key(person), stamp: stamp)
    persons[person] = row
    for text in texts { people.add(text, seq: 0, to: row) }
  }

  /// Their orders; a file of them that cannot be read is told, and the person is found without them.
  func orders(of person: PersonID) -> [Order] {
    do throws(StorageError) { return try folder.orders.orders(of: person) } catch {
      events.troubled(error)
      return []
    }
  }

  /// A number that changes when the person's files do; nil when there is none.
  private func stamp(of person: PersonID) throws(StorageError) -> Int64? {
    guard let file = try folder.disk.stamp(folder.path(People.name(person))) else { return nil }
    return file &* 31 &+ (try folder.disk.stamp(folder.path(OrderBook.name(person))) ?? 0)
  }
}

extension Identifier {
  /// The same name, of another kind.
  init<Other>(_ other: Identifier<Other>) { self.init(high: other.high, low: other.low) }
}
