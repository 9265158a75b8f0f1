import EventLoops
import Primitives
import Synchronization
import WebSocketProtocol

/// Says something again and again, whether or not the last is back, and times how long each takes to come back.
final class StormTalker: ClientHandler {
  private let pause: Milliseconds
  private let tally: Tally
  private let measure: StormMeasure
  private var next = Instant(milliseconds: 0)

  init(pause: Milliseconds, tally: Tally, measure: StormMeasure) {
    (self.pause, self.tally, self.measure) = (pause, tally, measure)
  }

  func opened(on client: isolated Client) {
    tally.opened()
    next = client.loop.now + pause
    client.wake(at: next)
  }

  func woken(on client: isolated Client) {
    var moment = Moment.now
    withUnsafeBytes(of: &moment) { bytes in
      let bytes = bytes.bindMemory(to: UInt8.self)
      client.send(bytes.span, kind: .binary)
    }
    next = next + pause
    client.wake(at: next)
  }

  func received(_ echo: Span<UInt8>, kind: MessageKind, on client: isolated Client) {
    guard echo.count == 8 else { return tally.failed("an echo differs from what was sent") }
    measure.add(Moment.now - echo.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) })
  }

  func closed(_ reason: String, on client: isolated Client) { tally.failed("a talker: \(reason)") }
}

/// The round trips of all who talk, in microseconds.
final class StormMeasure: Sendable {
  private let times = Mutex<[UInt32]>([])

  func add(_ nanoseconds: UInt64) { times.withLock { $0.append(UInt32(clamping: nanoseconds / 1_000)) } }

  /// All there are, and begins anew.
  func take() -> [UInt32] {
    times.withLock { times in
      defer { times = [] }
      return times
    }
  }
}
