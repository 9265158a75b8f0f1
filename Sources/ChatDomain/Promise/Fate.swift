package import Primitives

/// How a conversation began, once that is known: all that is ever counted of it, and of nobody in particular.
package struct Fate: Equatable, Sendable {
  /// When the visitor's first words came, by the calendar.
  package let since: Instant
  /// What came of them.
  package let end: End
  /// How long after them somebody first picked up, be it in vain; nil when nobody did.
  package let pickedUpAfter: Milliseconds?

  /// What came of a visitor's first words.
  package enum End: Equatable, Sendable {
    /// Human words, that long after them; ring 1 is the first.
    case words(after: Milliseconds, ring: Int)
    /// The visitor went away, or was let go, without any.
    case hungUp
  }

  /// What the lines tell; nil while it is open.
  ///
  /// The clock decides which ring it was, not how often it rang.
  ///
  /// - Parameter ring: how long one ring is on a site.
  package init?(_ conversation: Conversation, ring: (SiteID) -> Milliseconds) {
    guard let opening = conversation.opening else { return nil }
    since = conversation.begun
    pickedUpAfter = conversation.firstPickUp.map { $0 - conversation.since }
    switch conversation.answer {
    case .none: return nil
    case .hungUp: end = .hungUp
    case .words(let at, _):
      let wait = at - conversation.since
      end = .words(after: wait, ring: Self.ring(after: wait, of: ring(opening.site)))
    }
  }

  /// Which ring of that length somebody hears after a wait; 1 is the first.
  package static func ring(after wait: Milliseconds, of length: Milliseconds) -> Int {
    Int(clamping: max(0, wait.count) / max(1, length.count)) &+ 1
  }
}
