import Primitives

/// The lines of a browser's talks that have left memory, to know words that are sent again.
package struct PastLines: Sendable {
  private var lines: [MessageID: Place] = [:]

  private struct Place: Sendable {
    let conversation: ConversationID, line: KnownLine
  }

  /// None yet.
  package init() {}

  /// Takes a line that stands in a file.
  package mutating func take(_ entry: Entry, of conversation: ConversationID) {
    lines[entry.mid] = Place(conversation: conversation, line: KnownLine(entry))
  }

  /// Where a message stands; nil when it stands in none of them.
  package func place(of mid: MessageID) -> (conversation: ConversationID, line: KnownLine)? {
    lines[mid].map { ($0.conversation, $0.line) }
  }
}

/// Whose earlier lines are wanted, under every name that their files may have.
package struct PastQuestion: Equatable, Sendable {
  /// The browser.
  package var visitor: VisitorID
  /// Under whom the shop keeps what it knows of them.
  package var person: PersonID
  /// The talk of which the page holds lines.
  package var resumed: ConversationID?
  /// The message that came: the first words of a talk name it.
  package var mid: MessageID

  /// Puts the facts side by side.
  package init(visitor: VisitorID, person: PersonID, resumed: ConversationID?, mid: MessageID) {
    (self.visitor, self.person, self.resumed, self.mid) = (visitor, person, resumed, mid)
  }
}

extension Desk {
  /// What must be read from the files before this page's words can be told from words that are sent again; nil: nothing.
  // Mutating, or whoever holds the desk would copy all of it to ask; most pages have been asked about before.
  package mutating func past(wantedBy socket: SocketID, saying mid: MessageID) -> PastQuestion? {
    guard let key = pages[socket], visitors.open(key, { $0.past.isUnread }) == true, let visitor = visitors[key]
    else { return nil }
    let person = visitor.identity?.person ?? PersonID(visitor: key.visitor)
    return PastQuestion(visitor: key.visitor, person: person, resumed: visitor.resumed, mid: mid)
  }

  /// Whether the talk is in memory; of one that is not, the file knows the lines.
  package func holds(_ id: ConversationID) -> Bool { talks.contains(id) }

  mutating func visitorRecalled(_ socket: SocketID, _ past: PastLines) {
    guard let key = pages[socket] else { return }
    visitors[key]?.past = .read(past)
  }

  /// Acks words that stand in a talk of the browser's past; false when they don't.
  mutating func saidLongAgo(_ socket: SocketID, _ key: VisitorKey, _ mid: MessageID, _ text: String) -> Bool {
    guard case .read(let past)? = visitors[key]?.past, let (id, line) = past.place(of: mid) else { return false }
    acknowledgeAgain(socket, id, mid, text, line)
    return true
  }
}
