import CZlib
package import Primitives

/// zlib behind permessage-deflate: raw, forgetting everything between messages, so one serves a whole loop.
package final class DeflateCompressor: MessageCompressor {
  /// Shorter messages barely shrink, and cost more than they save.
  package static let threshold = 1024

  // Level 1: on chat text the higher ones save 4 % more for a third more time.
  private static let level: Int32 = 1
  private let deflater = Deflater(.raw(window: 15), level: level)
  /// By their windows, made when the first client asks for one: browsers ask for none.
  private var narrower: [Int: Deflater] = [:]
  private var inflater = Inflater()

  /// A compressor and a decompressor, 310 KB together.
  package init() {}

  /// The message squeezed, without the four bytes of its tail; nil when that is not worth the work.
  package func compressed(_ message: Span<UInt8>, window: Int) -> [UInt8]? {
    guard message.count >= Self.threshold, var squeezed = deflater(window).squeezed(message, Z_SYNC_FLUSH),
      squeezed.count > 4, squeezed.count - 4 < message.count
    else { return nil }
    squeezed.removeLast(4)
    return squeezed
  }

  /// The message as it was before; stops at `limit` bytes whatever the input promises.
  package func decompressed(_ message: Span<UInt8>, limit: Int) throws(DecompressionError) -> [UInt8] {
    try inflater.unpacked(message, limit: limit)
  }

  private func deflater(_ window: Int) -> Deflater {
    guard (9..<15).contains(window) else { return deflater }
    if let known = narrower[window] { return known }
    let made = Deflater(.raw(window: window), level: Self.level)
    narrower[window] = made
    return made
  }
}
