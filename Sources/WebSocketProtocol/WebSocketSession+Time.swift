package import Primitives

extension WebSocketSession {
  /// When `pass` wants to be called; it may have moved later when that moment comes, so ask again then.
  package var nextDeadline: Instant? {
    switch closing {
    case .open: keepalive.nextDeadline(limits)
    case .closeSent(let until): until
    case .closed: nil
    }
  }

  /// Time went by: sends a ping when it is due, and answers `failed` when the peer stayed silent too long.
  package mutating func pass(_ now: Instant, into outgoing: inout ByteQueue) -> WebSocketEvent? {
    switch closing {
    case .open:
      return passOpen(now, into: &outgoing)
    case .closeSent(let until):
      guard until <= now else { return nil }
      closing = .closed
      return .failed(.closeUnanswered)
    case .closed:
      return nil
    }
  }

  private mutating func passOpen(_ now: Instant, into outgoing: inout ByteQueue) -> WebSocketEvent? {
    answerLatestPing(&outgoing)
    switch keepalive.pass(now, limits) {
    case .wait:
      return nil
    case .ping:
      FrameWriter.append(.ping, Span(), mask: role.nextMask(), to: &outgoing)
      return nil
    case .giveUp:
      closing = .closed
      return .failed(.silent(after: limits.answerWithin))
    }
  }
}
