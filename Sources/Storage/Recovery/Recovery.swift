import ChatDomain
import EventLoops
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
  /// Talks in which somebody said who they are, where that may not have reached their files.
  private(set) var identified: [TalkSketch] = []
  private(set) var lastSegment: UInt32 = 0
  private let folder: DataFolder, options: StorageOptions
  /// Whether the journal has lines that found no place in a transcript.
  private var hasStrayLines = false

  init(_ folder: DataFolder, _ options: StorageOptions) { (self.folder, self.options) = (folder, options) }

  mutating func run() throws(StorageError) {
    let checkpoint = try readCheckpoint()
    let start = JournalPosition(segment: checkpoint?.segment ?? 0, offset: checkpoint?.offset ?? 0)
    let journal = try JournalReading(folder, from: start)
    lastSegment = journal.lastSegment
    // What was just read may still be in memory alone. A transcript must never be ahead of the journal on the disk.
    try folder.sync()
    if let tail = journal.tail { try cut(tail) }
    result.damages += journal.damages
    for talks in try restored(journal.lines, try openTranscripts(checkpoint)) { take(talks) }
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
    return try TranscriptCatalog(folder).all().map { CheckpointFile.Open(name: $0, seq: 0) }
  }

  private mutating func readCheckpoint() throws(StorageError) -> CheckpointFile? {
    let path = folder.path("journal/checkpoint")
    guard let bytes = try folder.disk.read(path) else { return nil }
    if let checkpoint = CheckpointFile(bytes) { return checkpoint }
    // Without it everything is read again, which takes longer and finds the same.
    result.damages.append(.damaged(path, offset: 0, problem: "the checkpoint is not what was written"))
    return nil
  }

  /// Below this many talks another thread is not worth its start.
  private static let fewestTalks = 128

  /// Talks are nothing to each other: each processor has its share of them.
  private func restored(
    _ lines: [ConversationID: [JournalLine]], _ open: [CheckpointFile.Open]
  ) throws(StorageError) -> [TalkRecovery.Found] {
    var waiting = lines
    var traces = open.map { open in
      TalkRecovery.Trace.known(open, waiting.removeValue(forKey: open.name.conversation) ?? [])
    }
    traces += waiting.sorted { $0.key < $1.key }.map { .new($0.key, $0.value) }
    let shares = Parallel.shares(of: traces, fewest: Self.fewestTalks)
    return try Parallel.map(shares) { [folder, options] in TalkRecovery.restore($0, folder, options) }
      .map { found throws(StorageError) in try found.get() }
  }

  private mutating func take(_ talks: TalkRecovery.Found) {
    result.conversations += talks.open.map(\.conversation)
    result.ended += talks.ended.map(\.conversation)
    result.restoredLines += talks.restoredLines
    result.damages += talks.damages
    for talk in talks.open { openTalks[talk.conversation.id] = talk.sketch }
    endedTalks += talks.ended.map(\.sketch)
    identified += talks.identified
    hasStrayLines = hasStrayLines || talks.hasStrayLines
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
