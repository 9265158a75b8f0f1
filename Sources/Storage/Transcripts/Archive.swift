import ChatDomain
package import EventLoops
import Primitives
import TranscriptFormat

/// What is kept for people to read: transcripts, written behind the journal, and the files of persons.
///
/// Its queue runs in order: whoever asks after a line was acknowledged finds it.
package actor Archive: DiskActor {
  /// Its own queue, beside the journal's: reading never waits for a sync of new words.
  package nonisolated let queue = BlockingQueue(label: "secondring.archive")
  nonisolated let folder: DataFolder
  private nonisolated let options: StorageOptions
  nonisolated let events: StorageEvents
  private var files: TranscriptFiles
  // Each behind its reference: of a table's rows nearly half are empty, and these would be large.
  private var talks: [ConversationID: Boxed<TalkSketch>]
  /// Lines that are in the journal and found no room in their transcripts yet.
  private(set) var unwritten: [CommittedLine] = []
  /// Lines that are in their transcripts, and that the search does not know yet.
  private var unsearched: [JournalRecord] = []
  private var unfiled: [TalkSketch] = []
  /// What is said of people and not yet in their files.
  var learnings = Learnings()
  private var written: JournalPosition
  private var fresh = Fresh()
  private let checkpointer: Checkpointer, recent: RecentTalks
  nonisolated let search: SearchIndex
  /// How far the transcripts are behind the journal.
  package nonisolated let lag = TranscriptLag()
  private var checkpoints = Checkpoints.idle
  /// The talk whose first lines met a full disk.
  private var unfinished: ConversationID?

  private enum Checkpoints {
    case idle
    case running
    /// Somebody copies the folder.
    case held
  }

  /// What was written since the last checkpoint began.
  private struct Fresh {
    var since = Clock.now(), bytes = 0
  }

  init(
    folder: DataFolder, options: StorageOptions, events: StorageEvents, talks: [ConversationID: TalkSketch],
    recent: RecentTalks, search: SearchIndex, from position: JournalPosition
  ) {
    (self.folder, self.options, self.events) = (folder, options, events)
    self.talks = talks.mapValues { Boxed(wrappedValue: $0) }
    files = TranscriptFiles(folder: folder, limit: options.openTranscripts)
    (written, self.recent, self.search) = (position, recent, search)
    checkpointer = Checkpointer(folder)
  }

  /// Files what may not have reached the people's files, and lets go of the journal before this start.
  func begin(filing talks: [TalkSketch], learning of: [TalkSketch]) {
    unfiled += talks
    for talk in of { if let identity = talk.identity { learn(identity, on: talk.visitor) } }
    checkpoint()
  }

  /// Takes lines that the journal has made durable; `position` is the journal's end behind them.
  func take(_ lines: [CommittedLine], through position: JournalPosition) {
    unwritten += lines
    do {
      try writeLines()
      written = position
    } catch { return met(error) }
    if isCheckpointDue { checkpoint() }
  }

  /// Writes everything out and the last checkpoint; then calls back.
  func close(then: @escaping @Sendable () -> Void) {
    do { try writeLines() } catch { met(error) }
    checkpoint()
    search.stop()
    checkpointer.post { _ in then() }
  }

  /// Says that a file could not be read or written.
  nonisolated func trouble(_ error: StorageError) { events.troubled(error) }

  /// Where a conversation's transcript is.
  func name(of conversation: ConversationID) throws(StorageError) -> TranscriptName? {
    if let talk = talks[conversation] { return talk.wrappedValue.name }
    return try TranscriptCatalog(folder).find(conversation)
  }

  private var isCheckpointDue: Bool {
    checkpoints == .idle
      && (fresh.bytes >= options.checkpointBytes || Clock.now() - fresh.since >= options.checkpointAge)
  }

  // No room is not the end: the lines are safe in the journal, and the next ones try again.
  nonisolated func met(_ error: StorageError) {
    if error.isFullDisk { events.troubled(error) } else { events.failed(error) }
  }

  private func writeLines() throws(StorageError) {
    var done = 0
    defer {
      unwritten.removeFirst(done)
      lag.written(done)
      search.take(unsearched)
      unsearched.removeAll()
    }
    while done < unwritten.count {
      let conversation = unwritten[done].record.conversation
      let run = unwritten[done...].prefix { $0.record.conversation == conversation }
      try write(run, of: conversation)
      done = run.endIndex
    }
  }

  private func write(_ run: ArraySlice<CommittedLine>, of conversation: ConversationID) throws(StorageError) {
    guard let first = run.first else { return }
    guard var talk = try talk(conversation, beginningWith: first.record.entry) else {
      return events.troubled(.unknown("open conversation \(conversation) for line \(first.record.entry.seq)"))
    }
    let bytes = run.count == 1 ? Array(first.frame.line) : run.flatMap { $0.frame.line }
    do throws(StorageError) { try files.append(bytes, to: conversation, called: talk.name) } catch {
      guard case .notAFile = error else { throw error }
      events.troubled(.movedAside(folder.path(talk.name.path), to: try files.setAside(talk.name)))
      try files.append(bytes, to: conversation, called: talk.name)
    }
    fresh.bytes += bytes.count
    for line in run { talk.apply(line.record.entry) }
    talks[conversation] = talk.isOver ? nil : Boxed(wrappedValue: talk)
    unfinished = nil
    if talk.isOver { unfiled.append(talk) }
    for line in run { if case .identified(let identity) = line.record.entry.fact { learn(identity, on: talk.visitor) } }
    unsearched += run.lazy.map(\.record)
    if talk.isOver { try fileTalks() }
  }

  /// The talk that the line belongs to; nil when it is none: a talk begins once, and ends once.
  private func talk(_ conversation: ConversationID, beginningWith entry: Entry) throws(StorageError) -> TalkSketch? {
    if let talk = talks[conversation] { return talk.wrappedValue }
    guard let talk = TalkSketch(conversation, entry) else {
      if case .identified = entry.fact { return try endedTalk(conversation, before: entry.seq) }
      return nil
    }
    // A write that met a full disk is tried again: it left the name, and no line.
    if conversation == unfinished { return talk }
    let isTaken = try hasOldFile(conversation)
    guard recent.insert(conversation), !isTaken else { return nil }
    unfinished = conversation
    return talk
  }

  /// Whether the name is an old talk's; those since yesterday are known by their names.
  private func hasOldFile(_ conversation: ConversationID) throws(StorageError) -> Bool {
    let age = Clock.calendar() - conversation.named
    guard age > .seconds(86_400) || age < .seconds(-86_400) else { return false }
    var nearby = NearbyTranscripts(TranscriptCatalog(folder))
    return try nearby.find(conversation) != nil
  }

  /// An ended talk that the person who was proved in it just afterwards takes over.
  private func endedTalk(_ conversation: ConversationID, before seq: Int) throws(StorageError) -> TalkSketch? {
    let catalog = TranscriptCatalog(folder)
    guard let name = try catalog.find(conversation), let entries = try catalog.scan(name)?.entries,
      let first = entries.first, var talk = TalkSketch(conversation, first)
    else { return nil }
    for entry in entries { talk.apply(entry) }
    guard talk.isOver, talk.seq == seq - 1 else { return nil }
    return talk
  }

  private func fileTalks() throws(StorageError) {
    while let talk = unfiled.first {
      do {
        try folder.people.update(talk.person) { $0.append(talk.note) }
        if talk.person != talk.browser { try folder.people.remove([talk.conversation], from: talk.browser) }
      } catch {
        if error.isFullDisk { throw error }
        // One person's file that cannot be written holds nobody else up; the transcript has it all.
        events.troubled(error)
      }
      unfiled.removeFirst()
      search.look(at: talk.person)
    }
  }

  /// Begins a checkpoint of what is written by now, unless a talk found no room to be filed; calls back when it is taken.
  private func checkpoint(then: @escaping @Sendable (Result<Void, StorageError>) -> Void = { _ in }) {
    do {
      try fileTalks()
      try writeLearnings()
    } catch {
      met(error)
      return then(.failure(error))
    }
    fresh = Fresh()
    let open = talks.values.map { CheckpointFile.Open(name: $0.wrappedValue.name, seq: $0.wrappedValue.seq) }
    let file = CheckpointFile(
      segment: written.segment, offset: written.offset,
      open: open.sorted { $0.name.conversation < $1.name.conversation })
    if checkpoints == .idle { checkpoints = .running }
    checkpointer.post { [self] checkpointer in
      do throws(StorageError) {
        try checkpointer.write(file)
        then(.success(()))
      } catch {
        then(.failure(error))
        met(error)
      }
      post { if $0.checkpoints == .running { $0.checkpoints = .idle } }
    }
  }

  /// Takes no checkpoint, so that the journal lets go of nothing, until they are released; calls back when none runs.
  func holdCheckpoints(then: @escaping @Sendable (Result<Void, StorageError>) -> Void) {
    checkpoints = .held
    checkpointer.post { _ in then(.success(())) }
  }

  func releaseCheckpoints() { checkpoints = .idle }

  /// Takes a checkpoint at the beginning of a new segment, and calls back when the old ones are gone.
  func startOver(at position: JournalPosition, then: @escaping @Sendable (Result<Void, StorageError>) -> Void) {
    // The lines that wait for room are in the old segments alone.
    guard unwritten.isEmpty else { return then(.failure(.linesWait(unwritten.count))) }
    written = position
    checkpoint(then: then)
  }

  /// Calls back when every line acknowledged so far stands in its transcript, or says why it cannot.
  func settle(then: @escaping @Sendable (Result<Void, StorageError>) -> Void) {
    do {
      try writeLines()
      try writeLearnings()
    } catch {
      met(error)
      return then(.failure(error))
    }
    then(.success(()))
  }
}
