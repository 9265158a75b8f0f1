import Glibc
import WebSocketProtocol

/// Sends a message, waits for its echo, compares every byte, and sends the next.
final class EchoTalker: ClientHandler {
  private var message: [UInt8]
  private var echoed = 0
  private let measure: EchoMeasure
  private let tally: Tally

  init(number: Int, size: Int, measure: EchoMeasure, tally: Tally) {
    // Every client's bytes differ, so that an answer to somebody else is found out.
    message = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
    (self.measure, self.tally) = (measure, tally)
  }

  func opened(on client: isolated Client) { tally.opened() }

  func begin(on client: isolated Client) {
    guard measure.wantsMore(after: echoed) else { return tally.finished() }
    let message = message
    client.send(message.span, kind: .binary)
  }

  func received(_ echo: Span<UInt8>, kind: MessageKind, on client: isolated Client) {
    guard kind == .binary, isSame(echo) else { return tally.failed("an echo differs from what was sent") }
    echoed += 1
    measure.countEcho()
    // Another message each time: an old one sent again is found out too.
    if !message.isEmpty { message[echoed % message.count] &+= 1 }
    begin(on: client)
  }

  func closed(_ reason: String, on client: isolated Client) { tally.failed(reason) }

  private func isSame(_ echo: Span<UInt8>) -> Bool {
    guard echo.count == message.count else { return false }
    return echo.withUnsafeBufferPointer { echoed in
      message.withUnsafeBufferPointer { sent in
        guard let left = echoed.baseAddress, let right = sent.baseAddress else { return true }
        return memcmp(left, right, sent.count) == 0
      }
    }
  }
}
