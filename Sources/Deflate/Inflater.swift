import CZlib
import Primitives

/// One zlib stream that unpacks raw deflate, never more than it is allowed to.
struct Inflater: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  /// Where zlib writes; so memory grows with what really comes, not with what the limit would allow.
  private let chunk: UnsafeMutableBufferPointer<UInt8>

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    chunk = .allocate(capacity: 16_384)
    let status = inflateInit2_(stream, -15, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib refuses only when memory has run out")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    chunk.deallocate()
  }

  /// Unpacks one message (RFC 7692 7.2.2): the bytes, then the tail that was taken off when it was squeezed.
  mutating func unpacked(_ bytes: Span<UInt8>, limit: Int) throws(DecompressionError) -> [UInt8] {
    guard bytes.count <= Int32.max, inflateReset(stream) == Z_OK else { throw .malformed }
    var result: [UInt8] = []
    try feed(bytes, into: &result, limit)
    let tail: [UInt8] = [0, 0, 0xFF, 0xFF]
    try feed(tail.span, into: &result, limit)
    return result
  }

  private mutating func feed(
    _ bytes: Span<UInt8>, into result: inout [UInt8], _ limit: Int
  ) throws(DecompressionError) {
    try bytes.withUnsafeBufferPointer { (input) throws(DecompressionError) in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      while try step(into: &result, limit) {}
    }
  }

  /// Fills the chunk once; false when zlib wants more input.
  private mutating func step(into result: inout [UInt8], _ limit: Int) throws(DecompressionError) -> Bool {
    stream.pointee.next_out = chunk.baseAddress
    stream.pointee.avail_out = UInt32(chunk.count)
    let status = inflate(stream, Z_SYNC_FLUSH)
    let made = chunk.count - Int(stream.pointee.avail_out)
    guard result.count + made <= limit else { throw .tooBig(limit: limit) }
    result.append(contentsOf: UnsafeBufferPointer(rebasing: chunk[..<made]))
    switch status {
    case Z_OK: return stream.pointee.avail_in > 0 || made == chunk.count
    case Z_BUF_ERROR: return false
    // RFC 7692 7.2.3.4: a block may call itself the last one, and yet others follow it.
    case Z_STREAM_END: return inflateReset(stream) == Z_OK && stream.pointee.avail_in > 0
    default: throw .malformed
    }
  }
}
