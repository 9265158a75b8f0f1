import Primitives

/// The bounds on what one connection may ask, each with its reason.
enum EndpointLimits {
  /// A console's silence must be noticed before a ring is over.
  static let agentBeat = Milliseconds.seconds(5)
  /// From an unanswered beat to the ring that moves on: longer than a slow network takes, well below the five promised.
  static let agentPatience = Milliseconds.seconds(3)
  /// Rings that a console acknowledges at once: those of a shop full of visitors, for nobody chose to send them.
  static let heardBurst = 1_000
  /// Rings acknowledged in the long run.
  static let heardPerSecond = 200.0
  /// A page's half-open connection is noticed within a minute; more often would wake phones for nothing.
  static let visitorBeat = Milliseconds.seconds(20)
  /// A return after a tunnel: a hello, 32 words in flight, marks and pages.
  ///
  /// The settings may say otherwise.
  static let commandBurst = 100
}
