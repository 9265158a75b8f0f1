package import Deflate
import Primitives

/// Arrays in the place of spans, which the test macros can't look into.
extension DeflateCompressor {
  /// The message squeezed, or nil where that is not worth it.
  package func squeezed(_ message: [UInt8], window: Int = 15) -> [UInt8]? { compressed(message.span, window: window) }

  /// What was squeezed into this.
  package func unpacked(_ message: [UInt8], limit: Int) throws -> [UInt8] {
    try decompressed(message.span, limit: limit)
  }
}
