import Deflate
import Primitives
import WebSocketProtocol

/// The bytes as a squeezed message, alone and in fragments; and as one to squeeze, which must come back.
enum DeflateFuzz {
  private static let limit = WebSocketLimits().message

  static func fault(in input: FuzzInput) -> String? { SharedCompressor.lend { fault(in: input, $0) } }

  private static func fault(in input: FuzzInput, _ compressor: DeflateCompressor) -> String? {
    var unpacked: [UInt8]?, refusal: DecompressionError?
    do throws(DecompressionError) {
      unpacked = try compressor.decompressed(input.bytes.span, limit: limit)
    } catch { refusal = error }
    guard unpacked?.count ?? 0 <= limit else { return "\(unpacked?.count ?? 0) bytes, and \(limit) was the limit" }
    let event = received(input.reads, compressor)
    guard event == expected(unpacked, refusal) else {
      return "fragments differ: \(String(describing: event))"
    }
    return faultInReturn(input, compressor)
  }

  private static func expected(_ unpacked: [UInt8]?, _ refusal: DecompressionError?) -> WebSocketEvent {
    switch refusal {
    case nil: .binary(.owned(unpacked ?? []))
    case .malformed: .failed(.badCompression)
    case .tooBig(let limit): .failed(.messageTooBig(limit: limit))
    }
  }

  /// What a session makes of these fragments of one message.
  private static func received(_ fragments: [[UInt8]], _ compressor: DeflateCompressor) -> WebSocketEvent? {
    var session = WebSocketSession(.server, at: Instant(milliseconds: 0), compressor: compressor)
    var frames: [UInt8] = []
    for (index, fragment) in fragments.enumerated() {
      frames += frame(fragment, isFirst: index == 0, isLast: index == fragments.count - 1)
    }
    if fragments.isEmpty { frames = frame([], isFirst: true, isLast: true) }
    var (outgoing, position) = (ByteQueue(), 0)
    var span = frames.mutableSpan
    let event = session.next(in: &span, from: &position, at: Instant(milliseconds: 0), answering: &outgoing)
    if case .binary(let bytes) = event { return .binary(.owned(bytes.copied(from: span.span))) }
    return event
  }

  /// A masked frame, whose mask of zeros leaves the bytes as they are; a fragment has at most 256 of them.
  private static func frame(_ payload: [UInt8], isFirst: Bool, isLast: Bool) -> [UInt8] {
    let head: UInt8 = (isLast ? 0x80 : 0) | (isFirst ? 0x42 : 0)
    let length =
      payload.count < 126
      ? [0x80 | UInt8(payload.count)] : [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    return [head] + length + [0, 0, 0, 0] + payload
  }

  private static func faultInReturn(_ input: FuzzInput, _ compressor: DeflateCompressor) -> String? {
    guard !input.bytes.isEmpty else { return nil }
    let times = DeflateCompressor.threshold / input.bytes.count + 1
    let message = Array(repeatElement(input.bytes, count: times).joined())
    let window = 9 + input.choice(of: 7)
    guard let squeezed = compressor.compressed(message.span, window: window) else { return nil }
    let back = try? compressor.decompressed(squeezed.span, limit: message.count)
    return back == message ? nil : "what was squeezed with a window of \(window) comes back as something else"
  }
}
