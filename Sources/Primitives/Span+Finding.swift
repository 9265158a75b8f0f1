extension Span<UInt8> {
  /// Where a byte next stands, from a place on; nil when it does not.
  ///
  /// Eight places at a time: a start looks for the ends of millions of lines.
  package func next(_ byte: UInt8, from place: Int) -> Int? {
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    var index = Swift.max(0, place)
    while index <= count &- 8 {
      // Proved by the line above to be there.
      let word = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self).littleEndian
      let differences = word ^ pattern
      let zeros = (differences &- 0x0101_0101_0101_0101) & ~differences & 0x8080_8080_8080_8080
      // The lowest of them is one; those above it may be ones that the subtraction carried into.
      if zeros != 0 { return index &+ zeros.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < count {
      if self[index] == byte { return index }
      index &+= 1
    }
    return nil
  }
}
