package import Primitives

/// The server's side of one HTTP/1.1 connection: bytes in, requests out; one answer for each, in order.
///
/// The caller reads into a buffer and calls `next` until it answers nil; after each event it answers with `respond`,
/// now or later. When the answer comes later, call `next` again afterwards, with no bytes if none came.
package struct HTTPSession: Sendable {
  let limits: HTTPLimits

  /// A connection that was just opened.
  package init(limits: HTTPLimits = HTTPLimits(), at now: Instant) {
    self.limits = limits
  }

  /// Whether nothing more is read: send what is outgoing, then close the socket.
  package var isFinished: Bool { false }

  /// The next request from `position` on in `bytes`; nil once all of them are taken in, or while an answer is awaited.
  /// `100 Continue` is sent without asking.
  package mutating func next(
    in bytes: Span<UInt8>, from position: inout Int, at now: Instant, answering outgoing: inout ByteQueue
  ) -> HTTPEvent? {
    nil
  }

  /// Answers the request, or the fault, that `next` gave last.
  package mutating func respond(
    _ response: HTTPResponse, at now: Instant, date: HTTPDate, into outgoing: inout ByteQueue
  ) {
  }

  /// Answers the request with 101 and these fields, and ends this session: the connection speaks another protocol.
  /// Returns bytes of that protocol that were already taken in; they come before what is left in the caller's buffer.
  package mutating func upgrade(_ headers: HTTPHeaders, date: HTTPDate, into outgoing: inout ByteQueue) -> [UInt8] {
    []
  }

  /// When `pass` wants to be called; none while an answer is awaited.
  package var nextDeadline: Instant? { nil }

  /// Time went by: a request that is too slow becomes a fault to answer; an idle connection is `isFinished`.
  package mutating func pass(_ now: Instant) -> HTTPEvent? { nil }
}
