/// Whole files squeezed once (RFC 1952), for static answers.
package enum Gzip {
  /// The bytes as one gzip member; `level` from 1 (fast) to 9 (small).
  package static func compressed(_ bytes: [UInt8], level: Int32 = 9) -> [UInt8]? {
    nil
  }
}
