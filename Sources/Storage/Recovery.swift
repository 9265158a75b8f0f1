import ChatDomain
import Glibc
import Primitives
import TranscriptFormat

/// Makes a data folder whole after whatever happened to the last process: every line of the journal gets into its
/// transcript once, torn ends are cut, damage is reported and left alone.
///
/// Each step may be repeated.
struct Recovery {
  private(set) var result = Recovered()
  private(set) var openTalks: [ConversationID: TalkSketch] = [:]
  private(set) var endedTalks: [TalkSketch] = []
  /// Who people said they are, where that may not have reached their files.
  private(set) var identities: [Identity] = []
  private(set) var lastSegment: UInt32 = 0
  private let folder: DataFolder, catalog: TranscriptCatalog
  private var files: TranscriptFiles
  private var journal: JournalLines
  /// Whether the journal has lines that found no place in a transcript.
  private var hasStrayLines = false

  init(_ folder: DataFolder, _ options: StorageOptions) {
    self.folder = folder
    catalog = TranscriptCatalog(folder)
    files = TranscriptFiles(folder: folder, limit: options.openTranscripts)
    journal = JournalLines(folder)
  }

  mutating func run() throws(StorageError) {
    let checkpoint = try readCheckpoint()
    let start = JournalPosition(segment: checkpoint?.segment ?? 0, offset: checkpoint?.offset ?? 0)
    let journal = try JournalReading(folder, from: start)
    lastSegment = journal.lastSegment
    // What was just read may still be in memory alone. A transcript must never be ahead of the journal on the disk.
    try folder.sync()
    if let tail = journal.tail { try cut(tail) }
    result.damages += journal.damages
    var waiting = journal.lines
    for open in try openTranscripts(checkpoint) {
      try restore(open.name, atLeast: open.seq, waiting.removeValue(forKey: open.name.conversation) ?? [])
    }
    for (conversation, lines) in waiting.sorted(by: { $0.key < $1.key }) { try restoreNew(conversation, lines) }
    try folder.sync()
    try keep(hasStrayLines ? journal.segments : journal.damagedSegments)
    result.conversations.sort { $0.id < $1.id }
  }

  /// Lines written together stay together: of a batch that is not all there none is kept, now and at the next start.
  private func cut(_ tail: JournalReading.Tail) throws(StorageError) {
    let descriptor = try folder.disk.open(tail.path, O_WRONLY)
    try folder.disk.truncate(descriptor, to: tail.offset, path: tail.path)
    try folder.disk.sync(descriptor, path: tail.path)
  }

  private func openTranscripts(_ checkpoint: CheckpointFile?) throws(StorageError) -> [CheckpointFile.Open] {
    if let checkpoint { return checkpoint.open }
    return try catalog.all().map { CheckpointFile.Open(name: $0, seq: 0) }
  }

  private mutating func readCheckpoint() throws(StorageError) -> CheckpointFile? {
    let path = folder.path("journal/checkpoint")
    guard let bytes = try folder.disk.read(path) else { return nil }
    if let checkpoint = CheckpointFile(bytes) { return checkpoint }
    // Without it everything is read again, which takes longer and finds the same.
    result.damages.append(.damaged(path, offset: 0, problem: "the checkpoint is not what was written"))
    return nil
  }

  /// A conversation that began after the checkpoint, or one that had ended before it.
  private mutating func restoreNew(_ conversation: ConversationID, _ lines: [JournalLine]) throws(StorageError) {
    guard let place = lines.first else { return }
    let bytes = try journal.read(place)
    if let first = try? TranscriptLine.decoded(bytes.span), let talk = TalkSketch(conversation, first) {
      return try restore(talk.name, atLeast: 0, lines)
    }
    guard let name = try catalog.find(conversation) else {
      let problem = "conversation \(conversation) has lines and no beginning"
      hasStrayLines = true
      return result.damages.append(.damaged(folder.path("journal"), offset: 0, problem: problem))
    }
    try restore(name, atLeast: 0, lines)
  }

  /// Brings one transcript up to what the journal has of it.
  private mutating func restore(_ name: TranscriptName, atLeast seq: Int, _ lines: [JournalLine]) throws(StorageError) {
    let path = catalog.path(name)
    let file = try folder.disk.read(path) ?? []
    let scan = RecoveryScan(file)
    var mending = try TranscriptMending(scan, file: file, lines, from: &journal)
    for fault in mending.faults { result.damages.append(.damaged(path, offset: fault.offset, problem: fault.problem)) }
    if mending.count < seq {
      let problem = "\(seq) lines were written, and \(mending.count) are there"
      result.damages.append(.damaged(path, offset: scan.goodLength, problem: problem))
      mending.isWhole = false
    }
    guard mending.isWhole else {
      hasStrayLines = hasStrayLines || !lines.isEmpty
      return
    }
    if mending.isCutNeeded { try files.cut(name, to: scan.goodLength) }
    if !mending.missing.isEmpty { try files.append(Array(mending.missing.joined()), to: name) }
    result.restoredLines += mending.missing.count
    take(name, mending.entries, hasNews: !lines.isEmpty)
  }

  private mutating func take(_ name: TranscriptName, _ entries: [Entry], hasNews: Bool) {
    guard let first = entries.first, var talk = TalkSketch(name.conversation, first) else { return }
    var conversation = Conversation(id: name.conversation, expecting: entries.count)
    for entry in entries {
      talk.apply(entry)
      conversation.apply(entry)
    }
    if hasNews, let identity = talk.identity { identities.append(identity) }
    guard talk.isOver else {
      openTalks[name.conversation] = talk
      return result.conversations.append(conversation)
    }
    guard hasNews else { return }
    // Its end may not have reached the person's file; filing it twice writes it once.
    endedTalks.append(talk)
    result.ended.append(conversation)
  }

  private func keep(_ damaged: [UInt32]) throws(StorageError) {
    guard !damaged.isEmpty else { return }
    try folder.disk.makeFolders("journal/damaged", below: folder.path)
    for number in damaged {
      let path = Segment.path(number, in: folder)
      let name = path.split(separator: "/").last.map(String.init) ?? "\(number).log"
      guard let bytes = try folder.disk.read(path) else { continue }
      try folder.disk.replace(folder.path("journal/damaged/\(name)"), with: bytes)
    }
  }
}
