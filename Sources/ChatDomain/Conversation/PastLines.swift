import Primitives

/// The lines of a browser's talks that have left memory, to know words that are sent again.
package struct PastLines: Sendable {
  private var lines: [MessageID: Place] = [:]

  private struct Place: Sendable {
    let conversation: ConversationID, line: KnownLine
    let isTheirs: Bool
  }

  /// None yet.
  package init() {}

  /// Takes a line that stands in a file; of a talk that is not theirs only the id is known to be taken.
  ///
  /// Their own line counts, whoever else wrote under the same id.
  package mutating func take(_ entry: Entry, of conversation: ConversationID, isTheirs: Bool) {
    guard isTheirs || lines[entry.mid]?.isTheirs != true else { return }
    lines[entry.mid] = Place(conversation: conversation, line: KnownLine(entry), isTheirs: isTheirs)
  }

  /// Where a message stands; nil when it stands in none of them.
  package func place(of mid: MessageID) -> (conversation: ConversationID, line: KnownLine, isTheirs: Bool)? {
    lines[mid].map { ($0.conversation, $0.line, $0.isTheirs) }
  }
}

/// Whose earlier lines are wanted, under every name that their files may have.
package struct PastQuestion: Equatable, Sendable {
  /// As whom the page reads and writes.
  package var reader: VisitorKey
  /// The browser.
  package var visitor: VisitorID
  /// Under whom the shop keeps what it knows of them.
  package var person: PersonID
  /// The talk of which the page holds lines.
  package var resumed: ConversationID?
  /// The message that came: the first words of a talk name it.
  package var mid: MessageID

  /// Puts the facts side by side.
  package init(
    reader: VisitorKey, visitor: VisitorID, person: PersonID, resumed: ConversationID?, mid: MessageID
  ) {
    (self.reader, self.visitor, self.person) = (reader, visitor, person)
    (self.resumed, self.mid) = (resumed, mid)
  }
}

/// Who is about to be proved by a secret that is nobody's, as far as the desk knows.
package struct ProofQuestion: Equatable, Sendable {
  /// As whom the browser wrote until now.
  package let browser: VisitorKey
  /// What the browser proves itself by.
  package let secret: VisitorID
  /// Whom the shop has signed.
  package let person: PersonID
  /// How often talks had been erased when this was asked: an answer from before is none.
  private let erasures: Int

  /// Puts the facts side by side.
  package init(browser: VisitorKey, secret: VisitorID, person: PersonID, erasures: Int = 0) {
    (self.browser, self.secret, self.person, self.erasures) = (browser, secret, person, erasures)
  }
}

/// What the files say about a secret by which somebody is about to be proved.
package enum ProofPast: Sendable {
  /// The person's own file names it: this proof is not the first.
  case theirs
  /// It names none; these talks of the browser have ended, with words that the person takes over.
  case first([Conversation])
}
