/// The head of one frame, judged by every rule that needs no more than the head (RFC 6455 5.2).
struct FrameHeader {
  let opcode: Opcode
  let isFinal: Bool
  /// RSV1 (RFC 7692 6): the first frame of a squeezed message.
  let isCompressed: Bool
  /// The first byte on the wire is the lowest; zero when there is no mask.
  let mask: UInt32
  /// Bytes of payload.
  let length: Int
  /// Bytes of the head itself.
  let size: Int

  /// Reads the head at `start`; nil while bytes of it are missing.
  static func read(
    _ bytes: Span<UInt8>, at start: Int, masked: Bool, compression: Bool
  ) throws(WebSocketError) -> FrameHeader? {
    let available = bytes.count &- start
    guard available >= 2 else { return nil }
    let (first, second) = (bytes[start], bytes[start &+ 1])
    let opcode = try opcode(first, compression: compression)
    guard (second & 0x80 != 0) == masked else { throw .wrongMasking }
    let short = second & 0x7F
    guard !opcode.isControl || (first & 0x80 != 0 && short <= 125) else { throw .badControlFrame }
    let sizeOfLength = short < 126 ? 0 : short == 126 ? 2 : 8
    let size = 2 &+ sizeOfLength &+ (masked ? 4 : 0)
    guard available >= size else { return nil }
    let length = try length(short, bytes.extracting(start &+ 2..<start &+ 2 &+ sizeOfLength))
    return FrameHeader(
      opcode: opcode, isFinal: first & 0x80 != 0, isCompressed: first & 0x40 != 0,
      mask: masked ? mask(bytes, at: start &+ size &- 4) : 0, length: length, size: size)
  }

  private static func opcode(_ first: UInt8, compression: Bool) throws(WebSocketError) -> Opcode {
    guard let opcode = Opcode(rawValue: first & 0x0F) else { throw .reservedOpcode(first & 0x0F) }
    guard first & 0x30 == 0 else { throw .reservedBit }
    // RFC 7692 6: RSV1 stands on the first frame of a message only, never on continuations or control frames.
    guard first & 0x40 == 0 || compression && (opcode == .text || opcode == .binary) else { throw .reservedBit }
    return opcode
  }

  private static func length(_ short: UInt8, _ extended: Span<UInt8>) throws(WebSocketError) -> Int {
    guard short >= 126 else { return Int(short) }
    var length: UInt64 = 0
    for index in extended.indices { length = length << 8 | UInt64(extended[index]) }
    // The least number of bytes must be used, and the top bit of eight must be zero, so the number fits an Int.
    guard length >= (short == 126 ? 126 : 65_536), let length = Int(exactly: length) else { throw .badLength }
    return length
  }

  private static func mask(_ bytes: Span<UInt8>, at start: Int) -> UInt32 {
    UInt32(bytes[start]) | UInt32(bytes[start &+ 1]) << 8 | UInt32(bytes[start &+ 2]) << 16
      | UInt32(bytes[start &+ 3]) << 24
  }
}
