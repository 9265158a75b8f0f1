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

  /// With more than this waiting to go out, only the latest ping is answered (RFC 6455 5.5.3): who floods us with
  /// pings and does not read the pongs gets no memory for them.
  package static let pongBacklog = 4096

  /// The defaults.
  package init() {}
}
