package import Primitives

extension WebSocketSession {
  /// Sends a text message, which must be UTF-8; nothing once the end has begun.
  package mutating func send(text: Span<UInt8>, into outgoing: inout ByteQueue) {
    send(.text, text, into: &outgoing)
  }

  /// Sends a binary message; nothing once the end has begun.
  package mutating func send(binary: Span<UInt8>, into outgoing: inout ByteQueue) {
    send(.binary, binary, into: &outgoing)
  }

  /// Sends a message of either kind; nothing once the end has begun.
  package mutating func send(_ kind: MessageKind, _ payload: Span<UInt8>, into outgoing: inout ByteQueue) {
    guard closing == .open else { return }
    guard let squeezed = compressor?.compressed(payload, window: window) else {
      return FrameWriter.append(kind.opcode, payload, mask: role.nextMask(), to: &outgoing)
    }
    FrameWriter.append(kind.opcode, isCompressed: true, squeezed.span, mask: role.nextMask(), to: &outgoing)
  }

  /// Sends bytes that `WebSocketFrame` made (so on a server only); nothing once the end has begun.
  package mutating func send(frame: [UInt8], into outgoing: inout ByteQueue) {
    guard closing == .open else { return }
    outgoing.append(frame)
  }

  /// Asks for a sign of life; nothing once the end has begun.
  package mutating func ping(_ payload: Span<UInt8>, into outgoing: inout ByteQueue) {
    guard closing == .open, payload.count <= 125 else { return }
    FrameWriter.append(.ping, payload, mask: role.nextMask(), to: &outgoing)
  }

  /// Begins the end; the reason is cut to the 123 bytes that fit, and nothing happens when it has begun.
  package mutating func close(
    _ code: CloseCode, reason: String = "", at now: Instant, into outgoing: inout ByteQueue
  ) {
    guard closing == .open else { return }
    appendClose(code, reason: reason, to: &outgoing)
    message = nil
    closing = .closeSent(until: now + limits.closeWithin)
  }

  mutating func appendClose(_ code: CloseCode?, reason: String = "", to outgoing: inout ByteQueue) {
    var body: [UInt8] = []
    if let code {
      body = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)]
      for character in reason.unicodeScalars where body.count + UTF8.width(character) <= 125 {
        body += Array(String(character).utf8)
      }
    }
    FrameWriter.append(.close, body.span, mask: role.nextMask(), to: &outgoing)
  }
}
