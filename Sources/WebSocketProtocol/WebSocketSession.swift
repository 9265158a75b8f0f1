package import Primitives

/// One side of one WebSocket connection (RFC 6455): bytes in, events and bytes out; no socket, no clock.
///
/// The caller reads into a buffer and calls `next` until it answers nil; frames are unmasked and parsed in place:
///
///     var position = 0
///     while let event = session.next(in: &bytes, from: &position, at: now, answering: &outgoing) { ... }
///
/// A whole message comes back as a place in that buffer. The session owns bytes only for what is incomplete.
/// Everything to send is appended to the queue handed in, which the caller drains.
package struct WebSocketSession {
  let limits: WebSocketLimits
  let compressor: (any MessageCompressor)?
  /// How far back squeezed messages may reach, as a power of two: a client with little memory asks for less than 15.
  let window: Int
  var role: WebSocketRole
  var reading = FrameReading.head(held: [])
  var message: PartialMessage?
  var keepalive: Keepalive
  var inflation: InflationCredit
  var flood: FloodGauge
  /// The latest ping, kept while too much waits to go out.
  var unanswered: [UInt8]?

  /// How far the end has come; at `closed` the socket is closed once what is outgoing is sent.
  package internal(set) var closing = CloseHandshake.open

  /// A connection whose opening handshake is done; `compressor` and `window` when RFC 7692 was agreed on in it.
  package init(
    _ role: WebSocketRole, limits: WebSocketLimits = WebSocketLimits(), at now: Instant,
    compressor: (any MessageCompressor)? = nil, window: Int = PermessageDeflate.widest
  ) {
    (self.role, self.limits, self.compressor, self.window) = (role, limits, compressor, window)
    (keepalive, flood, inflation) = (.heard(now), FloodGauge(at: now), InflationCredit(limits))
  }

  /// Whether frames that `WebSocketFrame` squeezed once for many may go out here: they use the widest window.
  package var takesSqueezedFrames: Bool { compressor != nil && window == PermessageDeflate.widest }
}
