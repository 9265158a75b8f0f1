// The one unsafe file of Primitives: the standard library copies spans byte by byte, and every byte sent passes here.

extension [UInt8] {
  /// An array of its own with the span's bytes.
  package init(copying bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// Appends the span's bytes at the speed of memory.
  package mutating func append(copying bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

extension ByteQueue {
  /// Lends the waiting bytes to a system call.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withSpan { bytes in unsafe bytes.withUnsafeBufferPointer { unsafe body(UnsafeRawBufferPointer($0)) } }
  }
}
