import ChatDomain
import TranscriptFormat

/// What must become of one transcript at a start, worked out from its file and the journal's lines of it.
///
/// Writes nothing and knows nothing of the other transcripts, so that many can be worked out at once.
struct TranscriptRestoration: Sendable {
  /// What is asked of it.
  struct Draft: Sendable {
    let name: TranscriptName, atLeast: Int, frames: [JournalFrame]

    init(_ name: TranscriptName, atLeast: Int, _ frames: [JournalFrame]) {
      (self.name, self.atLeast, self.frames) = (name, atLeast, frames)
    }
  }

  enum Outcome: Sendable {
    case unreadable(StorageError)
    /// Lines are lost between those that are there: it is left as it is.
    case incomplete
    case whole(Whole)
  }

  /// A transcript that goes on.
  struct Whole: Sendable {
    /// How many bytes to keep, when it ends in something else.
    let cut: Int?
    /// The journal's lines that the file has not.
    let missing: [JournalFrame]
    /// Nil when the talk is over and the journal has nothing of it.
    let talk: Talk?
  }

  /// The talk, folded from all its lines.
  struct Talk: Sendable {
    let sketch: TalkSketch, conversation: Conversation
  }

  let draft: Draft
  private(set) var damages: [StorageError] = []
  private(set) var outcome: Outcome = .incomplete

  init(_ draft: Draft, at path: String, in folder: DataFolder) {
    self.draft = draft
    do throws(StorageError) {
      outcome = judge(try folder.disk.read(path) ?? [], path)
    } catch {
      outcome = .unreadable(error)
    }
  }

  private mutating func judge(_ file: [UInt8], _ path: String) -> Outcome {
    let scan = RecoveryScan(file)
    let mending = TranscriptMending(scan, draft.frames, file: file)
    for fault in mending.faults { damages.append(.damaged(path, offset: fault.offset, problem: fault.problem)) }
    if mending.count < draft.atLeast {
      let problem = "\(draft.atLeast) lines were written, and \(mending.count) are there"
      damages.append(.damaged(path, offset: scan.goodLength, problem: problem))
      return .incomplete
    }
    guard mending.isWhole else { return .incomplete }
    return .whole(
      Whole(
        cut: mending.isCutNeeded ? scan.goodLength : nil, missing: mending.missing, talk: talk(of: mending.entries)))
  }

  private func talk(of entries: [Entry]) -> Talk? {
    guard let first = entries.first, var sketch = TalkSketch(draft.name.conversation, first) else { return nil }
    var conversation = Conversation(id: draft.name.conversation, expecting: entries.count)
    for entry in entries {
      sketch.apply(entry)
      conversation.apply(entry)
    }
    return sketch.isOver && draft.frames.isEmpty ? nil : Talk(sketch: sketch, conversation: conversation)
  }
}
