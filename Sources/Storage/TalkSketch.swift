import ChatDomain
import Primitives
import TranscriptFormat

/// What must be known of an open talk to file it among a person's talks when it ends.
struct TalkSketch {
  let name: TranscriptName
  let visitor: VisitorID
  let start: Instant
  private(set) var seq = 0
  private(set) var identity: Identity?
  private(set) var agent = "", words = ""
  private(set) var isOver = false

  /// Begins with a talk's first line; nil for any other.
  init?(_ conversation: ConversationID, _ entry: Entry) {
    self.init(TranscriptName(conversation, startedAt: entry.at), entry)
  }

  /// The same of a transcript that is there.
  init?(_ name: TranscriptName, _ entry: Entry) {
    guard case .opened(let opening) = entry.fact else { return nil }
    (self.name, visitor, start, seq) = (name, opening.visitor, entry.at, entry.seq)
  }

  mutating func apply(_ entry: Entry) {
    seq = entry.seq
    switch entry.fact {
    case .said, .invited: if let words = entry.fact.words { said(words, by: entry.by) }
    case .identified(let identity): self.identity = identity
    case .ended: isOver = true
    default: break
    }
  }

  private mutating func said(_ text: String, by author: Author) {
    switch author {
    case .visitor: if words.isEmpty { words = shortened(text, to: 80) }
    case .agent(let id): if agent.isEmpty { agent = id.text }
    case .desk: break
    }
  }

  /// Whose talk it was.
  var person: PersonID { identity?.person ?? PersonID(visitor: visitor) }

  var note: PersonNote {
    PersonNote(
      date: String(start.text.prefix(10)), agent: agent, kind: .talk(name.conversation), text: words)
  }
}
