import Primitives

/// Where the bytes of a received message lie.
package enum MessageBytes: Equatable, Sendable {
  /// Unmasked in the buffer that was handed in, valid until that buffer is used again: the common case, no copy made.
  case inPlace(Range<Int>)
  /// On their own, because the message came in pieces or squeezed.
  case owned([UInt8])

  /// How many bytes.
  package var count: Int {
    switch self {
    case .inPlace(let range): range.count
    case .owned(let bytes): bytes.count
    }
  }

  /// Lends the bytes; `buffer` is the one that was handed to `next`.
  package func withSpan<Result>(in buffer: Span<UInt8>, _ body: (Span<UInt8>) -> Result) -> Result {
    switch self {
    case .inPlace(let range): body(buffer.extracting(range))
    case .owned(let bytes): body(bytes.span)
    }
  }

  /// A copy that outlives the buffer.
  package func copied(from buffer: Span<UInt8>) -> [UInt8] {
    switch self {
    case .inPlace(let range): Array(copying: buffer.extracting(range))
    case .owned(let bytes): bytes
    }
  }
}
