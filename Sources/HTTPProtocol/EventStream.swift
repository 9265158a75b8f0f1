package import Primitives

/// The server's side of one stream of events (WHATWG HTML 9.2): texts in, bytes out, and a word now and then when it is
/// silent.
package struct EventStream: Sendable {
  /// The longest silence: proxies take a quiet answer for a dead one after 30 to 60 s.
  package static let longestSilence = Milliseconds.seconds(15)

  /// When `pass` wants to be called.
  package private(set) var nextDeadline: Instant

  /// A stream whose head has just been sent.
  package init(at now: Instant) { nextDeadline = now + Self.longestSilence }

  /// Sends an event; a text of several lines arrives as it was.
  package mutating func send(_ text: Span<UInt8>, at now: Instant, into outgoing: inout ByteQueue) {
    outgoing.reserve(text.count &+ 8)
    var start = 0
    for end in 0...text.count where end == text.count || text[end] == UInt8(ascii: "\n") {
      outgoing.append(utf8: "data: ")
      outgoing.append(text.extracting(start..<end))
      outgoing.append(UInt8(ascii: "\n"))
      start = end &+ 1
    }
    outgoing.append(UInt8(ascii: "\n"))
    nextDeadline = now + Self.longestSilence
  }

  /// Time went by: a comment, which no page hears, when nothing was said for long.
  package mutating func pass(_ now: Instant, into outgoing: inout ByteQueue) {
    guard nextDeadline <= now else { return }
    outgoing.append(utf8: ":\n\n")
    nextDeadline = now + Self.longestSilence
  }
}

extension HTTPHeaders {
  /// The fields of every stream of events: kept by nobody, and passed on at once, also by nginx.
  package static var eventStream: HTTPHeaders {
    [
      "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
      "X-Content-Type-Options": "nosniff",
    ]
  }
}
