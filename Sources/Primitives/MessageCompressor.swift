/// What squeezes single messages (RFC 7692 without context takeover): one serves every connection of a loop.
package protocol MessageCompressor: AnyObject {
  /// The message squeezed, without the four bytes of its tail, looking back over at most 2 to the power of `window`
  /// bytes (9 to 15); nil when that is not worth the work.
  func compressed(_ message: Span<UInt8>, window: Int) -> [UInt8]?

  /// The message as it was before; stops at `limit` bytes whatever the input promises.
  func decompressed(_ message: Span<UInt8>, limit: Int) throws(DecompressionError) -> [UInt8]
}

/// Why a squeezed message could not be read.
package enum DecompressionError: Error, Equatable, Sendable {
  /// The bytes are not what a compressor writes.
  case malformed
  /// It would grow beyond the limit.
  case tooBig(limit: Int)
}
