package import Primitives

/// What is kept of every line, to know it when it is sent again.
package struct KnownLine: Equatable, Sendable {
  /// When it was taken.
  package let at: Instant
  private let number: UInt32
  private let digest: UInt32

  /// Its place in the conversation.
  package var seq: Int { Int(number) }

  /// What is kept of this one.
  package init(_ entry: Entry) {
    (at, number) = (entry.at, UInt32(clamping: entry.seq))
    digest = Self.digest(entry.fact, by: entry.by)
  }

  /// What is known of a line that nobody typed.
  init(ofDesk seq: Int, at start: Instant) { (at, number, digest) = (start, UInt32(clamping: seq), 0) }

  /// Whether the same author meant the same words.
  package func holds(_ fact: Fact, by author: Author) -> Bool { digest == Self.digest(fact, by: author) }

  /// A checksum; 0 for what nobody types, which thereby never equals words.
  private static func digest(_ fact: Fact, by author: Author) -> UInt32 {
    var sum = CRC32C()
    func take(_ text: String) { sum.update(text.utf8Span.span) }
    switch fact {
    case .said(let body):
      take("s")
      take(body.text)
    case .noted(let body):
      take("n")
      take(body.text)
    case .invited(let colleague, let part, let body):
      take("i\(part.rawValue)\u{0}\(colleague.id.text)\u{0}")
      take(body.text)
    case .opened, .rang, .waited, .pickedUp, .joined, .uninvited, .left, .released, .identified, .hungUp, .ended:
      return 0
    }
    if case .agent(let agent) = author {
      take("\u{0}")
      take(agent.text)
    }
    return sum.value | 1
  }
}
