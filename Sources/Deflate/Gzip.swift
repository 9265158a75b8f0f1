import CZlib

/// Whole files squeezed once (RFC 1952), for static answers.
package enum Gzip {
  /// The bytes as one gzip member, the same each time; nil when that is not smaller.
  ///
  /// `level` goes from 1 (fast) to 9 (small).
  package static func compressed(_ bytes: [UInt8], level: Int32 = 9) -> [UInt8]? {
    let deflater = Deflater(.gzip, level: level)
    guard let squeezed = deflater.squeezed(bytes.span, Z_FINISH), squeezed.count < bytes.count else { return nil }
    return squeezed
  }
}
