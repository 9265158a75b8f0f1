import CZlib
import Primitives

/// One zlib stream that squeezes; its state stays at one address, as zlib wants it.
final class Deflater {
  enum Format {
    /// RFC 1951 bare, as RFC 7692 wants it, looking back over 2 to the power of `window` bytes (9 to 15).
    case raw(window: Int)
    /// RFC 1952.
    case gzip
  }

  private let stream: UnsafeMutablePointer<z_stream>

  /// A stream of this format; `level` is taken to the nearest from 1 to 9.
  init(_ format: Format, level: Int32) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let bits: Int32 =
      switch format {
      // zlib has no raw stream with less than 9.
      case .raw(let window): -Int32(min(max(window, 9), 15))
      case .gzip: 15 + 16
      }
    let size = Int32(MemoryLayout<z_stream>.size)
    let level = min(max(level, 1), 9)
    let status = deflateInit2_(stream, level, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY, zlibVersion(), size)
    precondition(status == Z_OK, "zlib refuses only when memory has run out")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Squeezes the bytes on their own, ending with `flush`; nil when there are more than zlib counts.
  func squeezed(_ bytes: Span<UInt8>, _ flush: Int32) -> [UInt8]? {
    guard bytes.count <= Int32.max, deflateReset(stream) == Z_OK else { return nil }
    // A sync flush adds an empty block of at most 6 bytes to what deflateBound knows of.
    let bound = Int(deflateBound(stream, uLong(bytes.count))) + 16
    return bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(truncatingIfNeeded: output.count)
        _ = deflate(stream, flush)
        count = output.count - Int(stream.pointee.avail_out)
      }
    }
  }
}
