import ChatDomain
import Primitives
import TranscriptFormat

/// What must be known of an open talk to file it among a person's talks when it ends.
struct TalkSketch {
  let conversation: ConversationID
  let visitor: VisitorID
  private let start: Instant
  private(set) var seq = 0
  // As the line has it, and behind its reference: who a visitor is, most talks never learn.
  private var identification: Fact?
  /// Who of the team spoke last, and the visitor's first words.
  private(set) var agent = "", words = ""
  private(set) var isOver = false

  /// Begins with a talk's first line; nil for any other.
  init?(_ conversation: ConversationID, _ entry: Entry) {
    guard case .opened(let opening) = entry.fact else { return nil }
    (self.conversation, visitor) = (conversation, opening.visitor)
    (start, seq) = (entry.at, entry.seq)
  }

  mutating func apply(_ entry: Entry) {
    seq = entry.seq
    switch entry.fact {
    case .said, .invited: if let words = entry.fact.words { said(words, by: entry.by) }
    case .identified: identification = entry.fact
    case .ended: isOver = true
    default: break
    }
  }

  private mutating func said(_ text: String, by author: Author) {
    switch author {
    case .visitor: if words.isEmpty { words = opening(of: text) }
    case .agent(let id): if agent != id.text { agent = id.text }
    case .desk: break
    }
  }

  // Most words are short already, and then the line's own are shared.
  private func opening(of text: String) -> String {
    let words = shortened(text, to: 80)
    return words == text ? text : words
  }

  /// Where its transcript stands; put together each time, since thousands lie open and few are asked.
  var name: TranscriptName { TranscriptName(conversation, startedAt: start) }

  /// Who the visitor is, as far as the talk says.
  var identity: Identity? { if case .identified(let identity)? = identification { identity } else { nil } }

  /// Whose talk it was.
  var person: PersonID { identity?.person ?? PersonID(visitor: visitor) }

  /// Whose it would be if nobody had been proved or claimed in it: an ended talk may have been filed there before.
  var browser: PersonID { PersonID(visitor: visitor) }

  var note: PersonNote {
    PersonNote(
      date: String(start.text.prefix(10)), agent: agent, kind: .talk(conversation), text: words)
  }
}
