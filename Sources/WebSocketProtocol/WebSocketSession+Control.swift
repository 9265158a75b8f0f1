import Primitives

extension WebSocketSession {
  /// A whole control frame arrived (RFC 6455 5.5).
  mutating func control(
    _ opcode: Opcode, _ payload: Span<UInt8>, _ bytes: MessageBytes, _ outgoing: inout ByteQueue
  ) throws(WebSocketError) -> WebSocketEvent? {
    if opcode != .close { try flood.countOne() }
    switch opcode {
    case .ping:
      pinged(payload, &outgoing)
      return .ping(bytes)
    case .pong:
      return .pong(bytes)
    default:
      return try closed(by: payload, &outgoing)
    }
  }

  /// Sends the pong that had to wait, once the peer has read enough of what is before it.
  mutating func answerLatestPing(_ outgoing: inout ByteQueue) {
    guard outgoing.count <= WebSocketLimits.pongBacklog, let payload = unanswered.take() else { return }
    pinged(payload.span, &outgoing)
  }

  /// The peer broke a rule: says so in a Close frame, if one may still go, and ends.
  mutating func failed(_ error: WebSocketError, _ outgoing: inout ByteQueue) -> WebSocketEvent {
    if closing == .open { appendClose(error.closeCode, to: &outgoing) }
    end()
    return .failed(error)
  }

  private mutating func pinged(_ payload: Span<UInt8>, _ outgoing: inout ByteQueue) {
    guard closing == .open else { return }
    guard outgoing.count <= WebSocketLimits.pongBacklog else { return unanswered = Array(copying: payload) }
    unanswered = nil
    FrameWriter.append(.pong, payload, mask: role.nextMask(), to: &outgoing)
  }

  private mutating func closed(
    by payload: Span<UInt8>, _ outgoing: inout ByteQueue
  ) throws(WebSocketError) -> WebSocketEvent {
    let (code, reason) = try closeBody(payload)
    // RFC 6455 5.5.1: a Close is answered with its own code, and by one that was sent before.
    if closing == .open { appendClose(code, to: &outgoing) }
    end()
    return .closed(code, reason: reason)
  }

  private func closeBody(_ payload: Span<UInt8>) throws(WebSocketError) -> (CloseCode?, String) {
    guard payload.count > 0 else { return (nil, "") }
    guard payload.count >= 2 else { throw .badClose }
    let code = CloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
    guard code.isSendable else { throw .badClose }
    let reason = payload.extracting(droppingFirst: 2)
    var validator = UTF8Validator()
    guard validator.accepts(reason), validator.isAtBoundary else { throw .invalidText }
    return (code, String(decoding: [UInt8](copying: reason), as: UTF8.self))
  }

  private mutating func end() {
    closing = .closed
    message = nil
    unanswered = nil
    reading = .head(held: [])
  }
}
