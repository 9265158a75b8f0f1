import Primitives

/// A message of which some bytes are here: a frame that came in pieces, or fragments (RFC 6455 5.4).
struct PartialMessage {
  let kind: MessageKind
  let isCompressed: Bool
  private(set) var bytes: [UInt8] = []
  private var text = UTF8Validator()

  init(_ header: FrameHeader) {
    kind = header.opcode == .text ? .text : .binary
    isCompressed = header.isCompressed
  }

  /// Adds unmasked bytes, whose OR is `union`; text is judged at once, before the message is whole (RFC 6455 8.1).
  mutating func append(_ more: Span<UInt8>, union: UInt8) throws(WebSocketError) {
    bytes.append(copying: more)
    guard kind == .text, !isCompressed, union >= 0x80 || !text.isAtBoundary else { return }
    guard text.accepts(more) else { throw .invalidText }
  }

  /// Whether no code point is left half said.
  var endsWhole: Bool { text.isAtBoundary }
}
