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
      var wide = SIMD32<UInt8>()
      var offset = 0
      while offset &+ 32 <= buffer.count {
        unsafe wide |= base.loadUnaligned(fromByteOffset: offset, as: SIMD32<UInt8>.self)
        offset &+= 32
      }
      var rest = UInt8(0)
      while offset < buffer.count {
        unsafe rest |= base.load(fromByteOffset: offset, as: UInt8.self)
        offset &+= 1
      }
      return folded(wide) | rest
    }
  }

  private static func rotated(_ mask: UInt32, by phase: Int) -> UInt32 {
    let bits = UInt32(phase & 3) &* 8
    return mask &>> bits | mask &<< (32 &- bits & 31)
  }

  private static func xor(_ buffer: UnsafeMutableRawBufferPointer, with mask: UInt32) -> UInt8 {
    guard let base = buffer.baseAddress else { return 0 }
    let masks = unsafe unsafeBitCast(SIMD8<UInt32>(repeating: mask), to: SIMD32<UInt8>.self)
    var wide = SIMD32<UInt8>()
    var offset = 0
    while offset &+ 32 <= buffer.count {
      let chunk = unsafe base.loadUnaligned(fromByteOffset: offset, as: SIMD32<UInt8>.self) ^ masks
      unsafe base.storeBytes(of: chunk, toByteOffset: offset, as: SIMD32<UInt8>.self)
      wide |= chunk
      offset &+= 32
    }
    var rest = UInt8(0)
    while offset < buffer.count {
      let byte =
        unsafe base.load(fromByteOffset: offset, as: UInt8.self)
        ^ UInt8(truncatingIfNeeded: mask &>> UInt32(offset & 3 &* 8))
      unsafe base.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
      rest |= byte
      offset &+= 1
    }
    return folded(wide) | rest
  }

  private static func folded(_ wide: SIMD32<UInt8>) -> UInt8 {
    let words = unsafe unsafeBitCast(wide, to: SIMD4<UInt64>.self)
    var word = words.x | words.y | words.z | words.w
    word |= word >> 32
    word |= word >> 16
    return UInt8(truncatingIfNeeded: word | word >> 8)
  }
}
