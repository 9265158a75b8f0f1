import Primitives

/// One connected page.
struct ConnectedPage {
  /// The browser, by the secret of its hello.
  let browser: VisitorID
  /// As whom it reads and writes: proof counts on the connection on which it was given.
  var visitor: Visitor
  /// The last line that it said it holds.
  let resume: ResumePoint?
}

/// A browser of which nobody is proved, or a proved person with all their devices, while a page of theirs is connected
/// or a conversation of theirs is in memory.
final class Visitor {
  let key: VisitorKey
  var pages: [SocketID] = []
  @Boxed var whereabouts: Whereabouts
  var identity: Identity?
  /// The latest conversation, open or over.
  var talk: Talk?
  var past = Past.unread

  /// What is known of its conversations that have left memory.
  enum Past {
    case unread
    case read(PastLines)
  }

  init(_ key: VisitorKey, at place: Place) {
    (self.key, _whereabouts) = (key, Boxed(wrappedValue: Whereabouts(place: place)))
  }

  /// The conversation they are in.
  var openTalk: Talk? { talk.flatMap { $0.phase.isEnded ? nil : $0 } }

  /// Whether the files must be read before words of theirs are known to be new.
  var isPastUnread: Bool { if case .unread = past { true } else { false } }
}
