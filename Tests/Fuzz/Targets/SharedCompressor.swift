import Deflate
import Synchronization

/// One compressor for all inputs, as one serves all connections of a loop: what a message leaves behind would show.
enum SharedCompressor {
  private static let compressor = Mutex(DeflateCompressor())

  static func lend<Result: Sendable>(_ body: (DeflateCompressor) -> Result) -> Result {
    compressor.withLock { body($0) }
  }
}
