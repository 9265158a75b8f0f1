package import Primitives

/// A server's frames made once, to be sent to many receivers.
package enum WebSocketFrame {
  /// A text message as one frame; the bytes must be UTF-8.
  package static func text(_ bytes: [UInt8]) -> [UInt8] { frame(.text, bytes.span) }

  /// A binary message as one frame.
  package static func binary(_ bytes: [UInt8]) -> [UInt8] { frame(.binary, bytes.span) }

  /// A text message squeezed, for receivers whose session says `takesSqueezedFrames`; nil when that is not worth the work.
  package static func compressedText(_ bytes: [UInt8], by compressor: any MessageCompressor) -> [UInt8]? {
    compressor.compressed(bytes.span, window: PermessageDeflate.widest).map {
      frame(.text, isCompressed: true, $0.span)
    }
  }

  private static func frame(_ opcode: Opcode, isCompressed: Bool = false, _ payload: Span<UInt8>) -> [UInt8] {
    var queue = ByteQueue()
    FrameWriter.append(opcode, isCompressed: isCompressed, payload, mask: nil, to: &queue)
    return queue.taken()
  }
}
