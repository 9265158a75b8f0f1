package import Primitives

/// Every bound of one connection, with its reason.
package struct WebSocketLimits: Sendable {
  /// The longest message, whole and unsqueezed: 64 KiB holds 8 KiB of text in any script as JSON, eight times over.
  package var message = 65_536
  /// A ping goes out after this much silence: home routers forget a quiet connection after 30 s (nil: no pings).
  package var pingAfter: Milliseconds? = .seconds(25)
  /// Given up when the ping brings no sign of life: time for one lost packet on a bad mobile line.
  package var answerWithin: Milliseconds = .seconds(20)
  /// How long the peer has to answer our Close frame: longer only keeps a dead socket.
  package var closeWithin: Milliseconds = .seconds(5)

  /// Pings, pongs and empty frames in one stretch of `floodStretch`: a hundred a second are ten times as many as any
  /// client has a reason for, and each costs us as much as a word.
  package static let emptyFrames = 1_000
  /// The stretch of time in which they are counted.
  package static let floodStretch = Milliseconds.seconds(10)
  /// How many times its size a squeezed message may unpack to in the long run: text shrinks to a third, deflate can
  /// turn one byte into a thousand.
  package static let inflation = 50
  /// Whole messages that may unpack to any size on credit, earned back by messages that unpack to less: eight pages of
  /// one letter are words too.
  package static let inflationCredit = 4

  /// With more than this waiting to go out, only the latest ping is answered (RFC 6455 5.5.3): who floods us with
  /// pings and does not read the pongs gets no memory for them.
  package static let pongBacklog = 4096

  /// The defaults.
  package init() {}
}
