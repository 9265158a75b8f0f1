import EventLoops
import Glibc
import HTTPProtocol
import Primitives

extension Connection {
  func readable(_ readiness: Readiness) {
    // Nothing is wanted (we wait for a handler or a slow reader) or can come: a hang-up is the end.
    guard watching.contains(.readable) else { return finish() }
    guard mayShakeHands() else { return }
    read()
    if readiness.isLast || transport?.hasMore == true, intake == .open { intake = .left }
  }

  func read() {
    switch transport?.read(readBudget, into: loop.receiveBuffer) ?? .nothingYet {
    case .bytes(let bytes): received(bytes)
    case .nothingYet: break
    case .end: peerEnded()
    case .failed: finish()
    case .plainHTTP: refusePlainText()
    }
  }

  /// Of requests no more than may be kept: what was read and can't be answered yet is.
  private var readBudget: Int {
    switch phase {
    case .http: min(limits.readBudget, limits.http.pipelined)
    case .opening, .webSocket, .eventStream, .leaving, .closed: limits.readBudget
    }
  }

  private func received(_ bytes: UnsafeMutableRawBufferPointer) {
    var span = MutableSpan<UInt8>(_unsafeBytes: bytes)
    switch phase {
    case .http(let exchange): requested(&span, exchange)
    case .webSocket(let exchange): webSocketReceived(&span, from: 0, exchange)
    // RFC 6455 5.5.1: what comes after the end is thrown away; reading it keeps the kernel from resetting our last words.
    // A stream's page says what it has to say by other requests; who waits for this one's end waits for ever.
    case .eventStream, .opening, .leaving, .closed: break
    }
  }

  /// The peer will send no more; it may still wait for what it asked.
  private func peerEnded() {
    intake = .ended
    switch phase {
    case .http(let exchange): requestsEnded(exchange)
    case .webSocket, .eventStream, .opening, .closed: finish()
    case .leaving(.waiting): finish()
    case .leaving: break
    }
  }
}
