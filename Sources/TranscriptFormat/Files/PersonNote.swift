package import ChatDomain
package import Primitives

/// One line of a person's file: `- 2026-11-22 · anna · <conversation> · what is worth remembering`.
package struct PersonNote: Equatable, Sendable {
  /// The day, `2026-11-22`.
  package var date: String
  /// Who talked, or wrote it down; empty when nobody answered.
  package var agent: String
  /// What it is.
  package var kind: Kind
  /// The talk's first words, or the fact.
  package var text: String

  /// A talk or a fact.
  package enum Kind: Equatable, Sendable {
    /// That talk took place.
    case talk(ConversationID)
    /// Something learnt, in that talk when it was in one.
    case fact(ConversationID?)
  }

  private static let separator = " · "
  private static let talkMark = "talk: "

  /// Puts the facts side by side.
  package init(date: String, agent: String, kind: Kind, text: String) {
    self.date = date
    self.agent = agent
    self.kind = kind
    self.text = text
  }

  /// Reads a line; nil for one that is none of ours.
  package init?(line: [UInt8]) {
    guard let text = String(validating: line, as: UTF8.self), text.hasPrefix("- ") else { return nil }
    let parts = text.dropFirst(2).split(separator: Self.separator, maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    self.init(
      date: trimmed(parts[0]), agent: trimmed(parts[1]), kind: .fact(ConversationID(trimmed(parts[2]))),
      text: trimmed(parts[3]))
    if agent == "-" { agent = "" }
    if case .fact(let conversation?) = kind, self.text.hasPrefix(Self.talkMark) {
      (kind, self.text) = (.talk(conversation), String(self.text.dropFirst(Self.talkMark.count)))
    }
  }

  /// The line, without its end.
  package var line: String {
    let (name, mark) =
      switch kind {
      case .talk(let conversation): (conversation.description, Self.talkMark)
      case .fact(let conversation): (conversation?.description ?? "-", "")
      }
    let parts = [date, agent.isEmpty ? "-" : agent, name, mark + oneLine(text)]
    return "- " + parts.joined(separator: Self.separator)
  }

  /// What the note is called when it is corrected or struck: 16 digits that change with every word of the line (FNV-1a).
  package var key: String {
    let hash = line.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return Hex.encoded((0..<8).map { UInt8(truncatingIfNeeded: hash >> (56 - 8 * $0)) })
  }

  /// When the talk began, as far as the line and the conversation's own name tell.
  package var at: Instant? {
    guard let day = Instant(text: "\(date)T00:00:00.000Z") else { return nil }
    guard case .talk(let conversation) = kind else { return day }
    // The browser made the name by its own clock: it says the hour when the day agrees.
    return conversation.named.text.hasPrefix(date) ? conversation.named : day
  }
}
