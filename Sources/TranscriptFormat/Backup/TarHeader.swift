/// The 512 bytes before each file of a tar archive (POSIX.1-1988 ustar), for archives that any system can open.
package enum TarHeader {
  /// Everything in the archive is filled up to multiples of it.
  package static let block = 512
  /// The archive's end.
  package static let end = [UInt8](repeating: 0, count: 2 * block)

  /// The header of a file that its owner alone may read; nil when the name is too long for one.
  package static func bytes(name: String, size: Int, seconds: Int64) -> [UInt8]? {
    guard name.utf8.count <= 100, size >= 0, size < 1 << 33 else { return nil }
    var bytes = [UInt8](repeating: 0, count: block)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { bytes[offset &+ index] = byte }
    }
    put(name, at: 0)
    put("0000600", at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    put(octal(size, 11), at: 124)
    put(octal(Int(clamping: max(0, seconds)), 11), at: 136)
    // The sum is taken as if its own field held spaces.
    put("        0", at: 148)
    put("ustar", at: 257)
    put("00", at: 263)
    put(octal(bytes.reduce(0) { $0 &+ Int($1) }, 6), at: 148)
    bytes[154] = 0
    return bytes
  }

  /// How many zeros follow a file of this size.
  package static func padding(_ size: Int) -> Int { (block &- size % block) % block }

  private static func octal(_ number: Int, _ width: Int) -> String {
    let digits = String(number, radix: 8)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
