package import ChatDomain
package import Primitives
package import TranscriptFormat

/// The transcripts of a data folder, found by their names alone; works beside a running server too.
package struct TranscriptCatalog: Sendable {
  private let root: String
  private let disk: Disk

  /// Those of the data folder at `root`.
  package init(root: String, disk: Disk = Disk()) { (self.root, self.disk) = (root, disk) }

  /// Those of this folder.
  package init(_ folder: DataFolder) { self.init(root: folder.path, disk: folder.disk) }

  /// Where a conversation's transcript is; nil when there is none.
  package func find(_ conversation: ConversationID) throws(StorageError) -> TranscriptName? {
    // Browsers name conversations by their own clocks, which are mostly right: look there before looking everywhere.
    var nearby = NearbyTranscripts(self)
    if let name = try nearby.find(conversation) { return name }
    for folder in try days() {
      if let name = try find(conversation, in: folder) { return name }
    }
    return nil
  }

  /// The transcripts of one day's folder.
  func names(in folder: String) throws(StorageError) -> [TranscriptName] {
    try disk.list("\(root)/\(folder)").compactMap { TranscriptName(file: $0, in: folder) }
  }

  /// All transcripts, oldest day first.
  package func all() throws(StorageError) -> [TranscriptName] {
    var names: [TranscriptName] = []
    for folder in try days() {
      names += try self.names(in: folder)
    }
    return names
  }

  /// How the conversations began whose transcripts stand in the folder of that day (UTC), where that is known.
  ///
  /// Of each no more is read than tells it.
  package func fates(on day: Instant, _ settings: DeskSettings) throws(StorageError) -> [ConversationID: Fate] {
    var fates: [ConversationID: Fate] = [:]
    for name in try names(in: TranscriptName.folder(of: day)) {
      // What is no file is told by whoever wants to read the talk.
      guard let bytes = try unlessNoFile(path(name)) else { continue }
      let conversation = Conversation(id: name.conversation, lines: bytes) { $0.answer != .none }
      fates[name.conversation] = Fate(conversation, ring: settings.ring)
    }
    return fates
  }

  private func unlessNoFile(_ path: String) throws(StorageError) -> [UInt8]? {
    do throws(StorageError) { return try disk.read(path) } catch {
      guard case .notAFile = error else { throw error }
      return nil
    }
  }

  /// Talks that began longer ago are seldom; what a proof needs of them is read then.
  private static let longestTalk = Milliseconds.seconds(-6 * 60 * 60)

  /// Most conversations that have ended and whose last line came since: their visitors may be back in a moment.
  ///
  /// Whether one came since its last line tells; `damaged` is told of each of those that cannot be read.
  package func ended(
    lastLineSince last: Instant, at now: Instant, damaged: (StorageError) -> Void
  ) throws(StorageError) -> [Conversation] {
    let first = TranscriptName(ConversationID(high: 0, low: 0), startedAt: now + Self.longestTalk)
    var ended: [Conversation] = []
    for day in Set([first.folder, TranscriptName.folder(of: now)]).sorted() {
      for name in try names(in: day) where name.path >= first.path {
        guard let bytes = try unlessNoFile(path(name)), !bytes.isEmpty else { continue }
        do throws(LineFault) {
          if try TranscriptLine.decoded(bytes[Self.lastStart(bytes)...]).at < last { continue }
        } catch {
          damaged(.damaged(path(name), offset: Self.lastStart(bytes), problem: error.description))
        }
        var conversation = Conversation(id: name.conversation)
        for entry in RecoveryScan(bytes).entries { conversation.apply(entry) }
        if conversation.phase.isEnded { ended.append(conversation) }
      }
    }
    return ended.suffix(DomainLimits.endedTalks)
  }

  private static func lastStart(_ bytes: [UInt8]) -> Int {
    bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  /// What a transcript holds; nil when it is not there.
  package func scan(_ name: TranscriptName) throws(StorageError) -> RecoveryScan? {
    try disk.read(path(name)).map { RecoveryScan($0) }
  }

  /// What is wrong with a transcript, by its path and offset; nothing when every line is as it was written.
  package func problems(in scan: RecoveryScan, of name: TranscriptName) -> [StorageError] {
    let path = path(name)
    var problems = scan.damages.map { StorageError.damaged(path, offset: $0.offset, problem: $0.fault.description) }
    if let torn = scan.tornAt {
      problems.append(.damaged(path, offset: torn, problem: "the last line stops before its end"))
    }
    if problems.isEmpty, !scan.isWhole {
      problems.append(.damaged(path, offset: scan.goodLength, problem: "lines are missing here"))
    }
    return problems
  }

  /// The whole path of a transcript.
  package func path(_ name: TranscriptName) -> String { "\(root)/\(name.path)" }

  private func find(_ conversation: ConversationID, in folder: String) throws(StorageError) -> TranscriptName? {
    let ending = "Z-\(conversation).jsonl"
    return try disk.list("\(root)/\(folder)").first { $0.hasSuffix(ending) }
      .flatMap { TranscriptName(file: $0, in: folder) }
  }

  /// The folders of all days, oldest first.
  func days() throws(StorageError) -> [String] {
    var folders = ["transcripts"]
    for _ in 0..<3 {
      var deeper: [String] = []
      for folder in folders {
        for name in try disk.list("\(root)/\(folder)") where Int(name) != nil { deeper.append("\(folder)/\(name)") }
      }
      folders = deeper
    }
    return folders
  }
}
