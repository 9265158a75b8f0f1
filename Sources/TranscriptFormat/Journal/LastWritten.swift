/// Where the last byte stands that is not zero; 0 when there is none.
///
/// By words: most of a segment is the zeros it was preallocated with, and a start reads through all of them.
package func lastWritten(in bytes: [UInt8]) -> Int {
  let wordSize = MemoryLayout<UInt64>.size
  var end = bytes.count
  unsafe bytes.withUnsafeBytes { memory in
    while end >= wordSize, unsafe memory.loadUnaligned(fromByteOffset: end - wordSize, as: UInt64.self) == 0 {
      end -= wordSize
    }
  }
  while end > 0, bytes[end - 1] == 0 { end -= 1 }
  return max(0, end - 1)
}
