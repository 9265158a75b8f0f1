import Primitives

/// Frames to bytes, one at a time (RFC 6455 5.2); every message goes out as one frame.
enum FrameWriter {
  static func append(
    _ opcode: Opcode, isCompressed: Bool = false, _ payload: Span<UInt8>, mask: UInt32?, to outgoing: inout ByteQueue
  ) {
    outgoing.reserve(payload.count &+ 14)
    appendHead(opcode, isCompressed: isCompressed, length: payload.count, mask: mask, to: &outgoing)
    guard let mask else { return outgoing.append(payload) }
    var masked = [UInt8](copying: payload)
    var span = masked.mutableSpan
    _ = Masking.apply(mask, phase: 0, to: &span, in: 0..<payload.count)
    outgoing.append(masked.span)
  }

  private static func appendHead(
    _ opcode: Opcode, isCompressed: Bool, length: Int, mask: UInt32?, to outgoing: inout ByteQueue
  ) {
    var head = FrameHeadBytes()
    head.append(0x80 | (isCompressed ? 0x40 : 0) | opcode.rawValue)
    let maskBit: UInt8 = mask == nil ? 0 : 0x80
    switch length {
    case ..<126:
      head.append(maskBit | UInt8(truncatingIfNeeded: length))
    case ..<65_536:
      head.append(maskBit | 126)
      head.append(bigEndian: length, bytes: 2)
    default:
      head.append(maskBit | 127)
      head.append(bigEndian: length, bytes: 8)
    }
    // The mask's first byte on the wire is its lowest.
    if let mask { head.append(bigEndian: Int(mask.byteSwapped), bytes: 4) }
    outgoing.append(head.bytes.span.extracting(first: head.count))
  }
}

/// The head of a frame while it is put together: at most 14 bytes, none of them on the heap.
private struct FrameHeadBytes {
  var bytes = InlineArray<14, UInt8>(repeating: 0)
  var count = 0

  mutating func append(_ byte: UInt8) {
    bytes[count] = byte
    count &+= 1
  }

  mutating func append(bigEndian number: Int, bytes: Int) {
    for index in stride(from: bytes &- 1, through: 0, by: -1) {
      append(UInt8(truncatingIfNeeded: number >> (index &* 8)))
    }
  }
}
