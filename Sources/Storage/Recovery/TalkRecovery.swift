import ChatDomain
import EventLoops
import Primitives
import TranscriptFormat

/// Brings a share of the transcripts up to what the journal has of them.
struct TalkRecovery {
  /// What the last process left of a talk, with the journal's lines of it.
  enum Trace {
    /// Of one that the checkpoint, or a folder, names.
    case known(CheckpointFile.Open, [JournalLine])
    /// Of one that began after the checkpoint, or had ended before it.
    case new(ConversationID, [JournalLine])
  }

  typealias Talk = (conversation: Conversation, sketch: TalkSketch)

  /// What was there, in the order of the traces.
  struct Found {
    fileprivate(set) var open: [Talk] = [], ended: [Talk] = []
    fileprivate(set) var identified: [TalkSketch] = []
    fileprivate(set) var damages: [StorageError] = []
    fileprivate(set) var restoredLines = 0
    fileprivate(set) var hasStrayLines = false
  }

  private let folder: DataFolder, catalog: TranscriptCatalog
  private var files: TranscriptFiles
  private var journal: JournalLines
  private var found = Found()

  private init(_ folder: DataFolder, _ options: StorageOptions) {
    self.folder = folder
    catalog = TranscriptCatalog(folder)
    files = TranscriptFiles(folder: folder, limit: max(1, options.openTranscripts / Parallel.mostShares))
    journal = JournalLines(folder)
  }

  static func restore(
    _ traces: ArraySlice<Trace>, _ folder: DataFolder, _ options: StorageOptions
  ) -> Result<Found, StorageError> {
    var recovery = TalkRecovery(folder, options)
    do throws(StorageError) {
      for trace in traces { try recovery.restore(trace) }
      return .success(recovery.found)
    } catch { return .failure(error) }
  }

  private mutating func restore(_ trace: Trace) throws(StorageError) {
    switch trace {
    case .known(let open, let lines): try restore(open.name, atLeast: open.seq, lines)
    case .new(let conversation, let lines): try restore(conversation, lines)
    }
  }

  private mutating func restore(_ conversation: ConversationID, _ lines: [JournalLine]) throws(StorageError) {
    guard let place = lines.first else { return }
    var bytes: [UInt8] = []
    try journal.append(place, to: &bytes)
    if let first = try? TranscriptLine.decoded(bytes.span), let talk = TalkSketch(conversation, first) {
      return try restore(talk.name, atLeast: 0, lines)
    }
    guard let name = try catalog.find(conversation) else {
      let problem = "conversation \(conversation) has lines and no beginning"
      found.hasStrayLines = true
      return found.damages.append(.damaged(folder.path("journal"), offset: 0, problem: problem))
    }
    try restore(name, atLeast: 0, lines)
  }

  private mutating func restore(_ name: TranscriptName, atLeast seq: Int, _ lines: [JournalLine]) throws(StorageError) {
    let path = catalog.path(name)
    var file: [UInt8] = []
    do throws(StorageError) { file = try folder.disk.read(path) ?? [] } catch {
      guard case .notAFile = error else { throw error }
      found.damages.append(.movedAside(path, to: try files.setAside(name)))
    }
    let scan = RecoveryScan(file)
    var mending = try TranscriptMending(scan, file: file, lines, from: &journal)
    for fault in mending.faults { found.damages.append(.damaged(path, offset: fault.offset, problem: fault.problem)) }
    if mending.count < seq {
      let problem = "\(seq) lines were written, and \(mending.count) are there"
      found.damages.append(.damaged(path, offset: scan.goodLength, problem: problem))
      mending.isWhole = false
    }
    guard mending.isWhole else {
      found.hasStrayLines = found.hasStrayLines || !lines.isEmpty
      return
    }
    if mending.isCutNeeded { try files.cut(name, to: scan.goodLength) }
    if !mending.missing.isEmpty { try files.append(mending.missing, to: name) }
    found.restoredLines += mending.missingLines
    take(name, mending.entries, hasNews: !lines.isEmpty)
  }

  private mutating func take(_ name: TranscriptName, _ entries: [Entry], hasNews: Bool) {
    guard let first = entries.first, var talk = TalkSketch(name.conversation, first) else { return }
    var conversation = Conversation(id: name.conversation, expecting: entries.count)
    for entry in entries {
      talk.apply(entry)
      conversation.apply(entry)
    }
    if hasNews, talk.identity != nil { found.identified.append(talk) }
    guard talk.isOver else { return found.open.append((conversation, talk)) }
    // Its end may not have reached the person's file; filing it twice writes it once.
    if hasNews { found.ended.append((conversation, talk)) }
  }
}
