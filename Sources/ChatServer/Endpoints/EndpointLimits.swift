package import Primitives

/// The bounds on what one connection may ask, each with its reason.
package enum EndpointLimits {
  /// A console's silence must be noticed before a ring is over.
  package static let agentBeat = Milliseconds.seconds(5)
  /// From an unanswered beat to the ring that moves on: longer than a slow network takes, well below the five promised.
  package static let agentPatience = Milliseconds.seconds(3)
  /// Rings that a console acknowledges at once: those of a shop full of visitors, for nobody chose to send them.
  package static let heardBurst = 1_000
  /// Rings acknowledged in the long run.
  package static let heardPerSecond = 200.0
  /// A page's half-open connection is noticed within a minute; more often would wake phones for nothing.
  package static let visitorBeat = Milliseconds.seconds(20)
  /// From the upgrade to the hello: four lost packets on a bad mobile line.
  ///
  /// Whoever says none holds a connection of ours, even while it answers the beats.
  package static let helloWithin = Milliseconds.seconds(20)
  /// A return after a tunnel: a hello, 32 words in flight, marks and pages.
  ///
  /// The settings may say otherwise.
  package static let commandBurst = 100
}
