import Primitives

/// The first 32 bytes of a journal segment: which one it is, and the salt its records chain from.
package struct SegmentHeader: Equatable, Sendable {
  /// Its size in the file.
  package static let size = 32
  private static let magic = Array("2RJRNL\u{1}\n".utf8)

  /// Segments are numbered from 1, without gaps, and never used again.
  package var number: UInt32
  /// A random number: records of another segment don't chain to it.
  package var salt: UInt32

  /// Puts both side by side.
  package init(number: UInt32, salt: UInt32) {
    self.number = number
    self.salt = salt
  }

  /// Reads the first bytes of a file; nil when it is no segment, or a damaged one.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.size, bytes.starts(with: Self.magic) else { return nil }
    guard LittleEndian.read(bytes, 28) == CRC32C.of(bytes.span.extracting(0..<28)) else { return nil }
    (number, salt) = (LittleEndian.read(bytes, 8), LittleEndian.read(bytes, 12))
  }

  /// The header's bytes.
  package var bytes: [UInt8] {
    var bytes = Self.magic
    for word in [number, salt, 0, 0, 0] { LittleEndian.append(word, to: &bytes) }
    LittleEndian.append(CRC32C.of(bytes), to: &bytes)
    return bytes
  }
}
