package import Primitives

/// zlib behind permessage-deflate: raw, forgetting everything between messages, so one serves a whole loop.
package final class DeflateCompressor: MessageCompressor {
  /// Shorter messages barely shrink, and cost more than they save.
  package static let threshold = 1024

  /// A compressor and a decompressor.
  package init() {}

  /// The message squeezed, without the four bytes of its tail; nil when that is not worth the work.
  package func compressed(_ message: Span<UInt8>) -> [UInt8]? { nil }

  /// The message as it was before; stops at `limit` bytes whatever the input promises.
  package func decompressed(_ message: Span<UInt8>, limit: Int) throws(DecompressionError) -> [UInt8] {
    throw .malformed
  }
}
