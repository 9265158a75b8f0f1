package import Primitives

/// Names one message, made by whoever wrote it, before it is first sent.
package typealias MessageID = Identifier<MessageTag>
/// Names one conversation; equal to the id of its first message, so that a repeated first message opens no second talk.
package typealias ConversationID = Identifier<ConversationTag>
/// Names one browser on one site: the first 128 bits of the SHA-256 of the secret it keeps.
package typealias VisitorID = Identifier<VisitorTag>
/// Names one person, shop-wide: derived from the shop's own customer key when proved, else from the visitor.
package typealias PersonID = Identifier<PersonTag>
/// Names one agent; the name they sign in with.
package typealias AgentID = Slug<AgentTag>
/// Names one site that embeds the widget.
package typealias SiteID = Slug<SiteTag>

/// Marks the names of messages.
package enum MessageTag {}
/// Marks the names of conversations.
package enum ConversationTag {}
/// Marks the names of visitors.
package enum VisitorTag {}
/// Marks the names of persons.
package enum PersonTag {}
/// Marks the names of agents.
package enum AgentTag {}
/// Marks the names of sites.
package enum SiteTag {}

/// One open browser connection, numbered by the shell; never used twice in a process.
package struct SocketID: Hashable, Comparable, Sendable {
  /// The number the shell gave.
  package let number: UInt64
  /// Wraps the shell's number.
  package init(_ number: UInt64) { self.number = number }
  /// In the order they were numbered.
  package static func < (left: SocketID, right: SocketID) -> Bool { left.number < right.number }
}

extension Identifier where Kind == ConversationTag {
  /// The conversation that a first message opens.
  package init(openedBy message: MessageID) { self.init(high: message.high, low: message.low) }

  /// The name of the line of that number, unless its author gave it one.
  package func line(_ seq: Int) -> MessageID {
    MessageID(high: high, low: low).derived(UInt64(truncatingIfNeeded: seq))
  }

  /// The number of the line that has this name from its number; nil when it is no such name.
  func number(ofLine mid: MessageID) -> Int? {
    // No conversation has more lines than this; the numbers of names that people's pages make are nearly all larger.
    let most = UInt64(Int32.max)
    guard let number = MessageID(high: high, low: low).number(of: mid), (1...most).contains(number) else { return nil }
    return Int(number)
  }

  /// When it was named, by the clock of the browser that did.
  package var named: Instant { Instant(milliseconds: Int64(truncatingIfNeeded: high >> 16)) }
}

extension Identifier where Kind == PersonTag {
  /// The person of whom no more is known than one browser.
  package init(visitor: VisitorID) { self.init(high: visitor.high, low: visitor.low) }
}
