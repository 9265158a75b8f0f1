import Primitives

/// Whether the peer is still there: heard -> pinged -> (heard | given up).
enum Keepalive: Equatable {
  case heard(Instant)
  case pinged(Instant)

  enum Outcome { case wait, ping, giveUp }

  func nextDeadline(_ limits: WebSocketLimits) -> Instant? {
    guard let pingAfter = limits.pingAfter else { return nil }
    switch self {
    case .heard(let instant): return instant + pingAfter
    case .pinged(let instant): return instant + limits.answerWithin
    }
  }

  mutating func pass(_ now: Instant, _ limits: WebSocketLimits) -> Outcome {
    guard let deadline = nextDeadline(limits), deadline <= now else { return .wait }
    switch self {
    case .heard:
      self = .pinged(now)
      return .ping
    case .pinged:
      return .giveUp
    }
  }
}
