import Primitives

/// Frames to bytes, one at a time (RFC 6455 5.2); every message goes out as one frame.
enum FrameWriter {
  static func append(
    _ opcode: Opcode, isCompressed: Bool = false, _ payload: Span<UInt8>, mask: UInt32?, to outgoing: inout ByteQueue
  ) {
    appendHead(opcode, isCompressed: isCompressed, length: payload.count, isMasked: mask != nil, to: &outgoing)
    guard let mask else { return outgoing.append(payload) }
    for shift in stride(from: UInt32(0), to: 32, by: 8) { outgoing.append(UInt8(truncatingIfNeeded: mask >> shift)) }
    var masked = [UInt8](copying: payload)
    var span = masked.mutableSpan
    _ = Masking.apply(mask, phase: 0, to: &span, in: 0..<payload.count)
    outgoing.append(masked.span)
  }

  private static func appendHead(
    _ opcode: Opcode, isCompressed: Bool, length: Int, isMasked: Bool, to outgoing: inout ByteQueue
  ) {
    let maskBit: UInt8 = isMasked ? 0x80 : 0
    outgoing.reserve(length &+ 14)
    outgoing.append(0x80 | (isCompressed ? 0x40 : 0) | opcode.rawValue)
    switch length {
    case ..<126:
      outgoing.append(maskBit | UInt8(truncatingIfNeeded: length))
    case ..<65_536:
      outgoing.append(maskBit | 126)
      appendBigEndian(length, bytes: 2, to: &outgoing)
    default:
      outgoing.append(maskBit | 127)
      appendBigEndian(length, bytes: 8, to: &outgoing)
    }
  }

  private static func appendBigEndian(_ number: Int, bytes: Int, to outgoing: inout ByteQueue) {
    for index in stride(from: bytes &- 1, through: 0, by: -1) {
      outgoing.append(UInt8(truncatingIfNeeded: number >> (index &* 8)))
    }
  }
}
