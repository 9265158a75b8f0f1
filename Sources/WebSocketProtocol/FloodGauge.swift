import Primitives

/// Counts the frames that bring nothing, anew in each stretch of time.
struct FloodGauge {
  private var since: Instant
  private var count: Int32 = 0

  init(at now: Instant) { since = now }

  mutating func pass(_ now: Instant) {
    if now >= since + WebSocketLimits.floodStretch { self = FloodGauge(at: now) }
  }

  mutating func countOne() throws(WebSocketError) {
    guard count < WebSocketLimits.emptyFrames else { throw .flood(limit: WebSocketLimits.emptyFrames) }
    count &+= 1
  }
}
