package import Primitives
package import WebSocketProtocol

/// Where a connection stands between its upgrade and its close, and its two deadlines: the hello, then the beats.
///
/// waitingForHello -> known; waitingForHello -> refused.
package struct EndpointStage<Awaited: Sendable, Known: Sendable>: Sendable {
  /// Who is at the other end, as far as it is known.
  package enum State: Sendable {
    case waitingForHello(Awaited)
    case known(Known)
    /// The connection is being closed with this code.
    case refused(CloseCode)
  }

  package private(set) var state: State
  private let helloBy: Instant
  private var heartbeat: Heartbeat

  /// A connection opened now, which has `hello` to say who it is.
  package init(_ state: State, hello: Milliseconds, heartbeat: Heartbeat, at now: Instant) {
    (self.state, self.heartbeat) = (state, heartbeat)
    helloBy = now + hello
  }

  /// The other end said who it is.
  package mutating func greeted(by known: Known) { state = .known(known) }

  /// The connection is closed with this code; what still comes in is passed over.
  package mutating func refuse(_ code: CloseCode) { state = .refused(code) }

  /// A message came.
  @discardableResult package mutating func heard(at now: Instant) -> Heartbeat.Answers { heartbeat.heard(at: now) }

  package var nextDeadline: Instant {
    guard case .waitingForHello = state else { return heartbeat.nextDeadline }
    return min(helloBy, heartbeat.nextDeadline)
  }

  /// The deadline came; the next one lies ahead of `now`, or it would be called for without end.
  package mutating func pass(_ now: Instant) -> EndpointDue {
    guard case .waitingForHello = state, helloBy <= now else { return .beat(heartbeat.pass(now)) }
    state = .refused(.heartbeatMissed)
    return .helloMissed
  }
}

/// What a deadline of an endpoint brings.
package enum EndpointDue: Equatable, Sendable {
  /// No hello came in time; the connection is refused from now on.
  case helloMissed
  case beat(Heartbeat.Verdict)
}
