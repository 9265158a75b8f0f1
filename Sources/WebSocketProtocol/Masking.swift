// The one unsafe file of this target: every byte that a browser sends is unmasked here, at the speed of memory.
// Checked subscripts took 8 times as long.

/// The mask of RFC 6455 5.3, and what one pass over the bytes can tell besides.
enum Masking {
  /// Applies `mask` (its first byte on the wire is its lowest) to `range` in place; `phase` bytes of the payload came
  /// before.
  ///
  /// Answers the OR of all resulting bytes: below 0x80 they are ASCII, so UTF-8 without a second look.
  static func apply(_ mask: UInt32, phase: Int, to bytes: inout MutableSpan<UInt8>, in range: Range<Int>) -> UInt8 {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    let turned = rotated(mask, by: phase)
    return unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe xor(UnsafeMutableRawBufferPointer(rebasing: buffer[range]), with: turned)
    }
  }

  /// The OR of all bytes.
  static func union(_ bytes: Span<UInt8>) -> UInt8 {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      var (union, offset) = (UInt64(0), 0)
      while offset &+ 8 <= buffer.count {
        unsafe union |= base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        offset &+= 8
      }
      while offset < buffer.count {
        unsafe union |= UInt64(base.load(fromByteOffset: offset, as: UInt8.self))
        offset &+= 1
      }
      return folded(union)
    }
  }

  private static func rotated(_ mask: UInt32, by phase: Int) -> UInt32 {
    let bits = UInt32(phase & 3) &* 8
    return mask &>> bits | mask &<< (32 &- bits & 31)
  }

  // Plain words: the compiler makes vectors of this loop by itself, and calls a function an element for SIMD32.
  private static func xor(_ buffer: UnsafeMutableRawBufferPointer, with mask: UInt32) -> UInt8 {
    guard let base = buffer.baseAddress else { return 0 }
    let masks = UInt64(mask) << 32 | UInt64(mask)
    var (union, offset) = (UInt64(0), 0)
    while offset &+ 8 <= buffer.count {
      let word = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ masks.littleEndian
      unsafe base.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
      union |= word
      offset &+= 8
    }
    while offset < buffer.count {
      let byte = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
      let unmasked = byte ^ UInt8(truncatingIfNeeded: mask &>> (UInt32(truncatingIfNeeded: offset & 3) &* 8))
      unsafe base.storeBytes(of: unmasked, toByteOffset: offset, as: UInt8.self)
      union |= UInt64(unmasked)
      offset &+= 1
    }
    return folded(union)
  }

  private static func folded(_ word: UInt64) -> UInt8 {
    let half = word | word >> 32
    let quarter = half | half >> 16
    return UInt8(truncatingIfNeeded: quarter | quarter >> 8)
  }
}
