import COpenSSL

/// How much memory and time one scrypt takes (RFC 7914 2): 2^ln blocks of 128 r bytes, p times.
struct ScryptCost: Equatable {
  static let keyLength = 32
  /// What new passwords get (OWASP's floor for scrypt with p = 1 is 2^17; 2^15 needs 32 MiB and suits a small machine).
  static let current = ScryptCost(logarithm: 15, blockSize: 8, parallel: 1)

  let logarithm: UInt64, blockSize: UInt64, parallel: UInt64

  init(logarithm: UInt64, blockSize: UInt64, parallel: UInt64) {
    self.logarithm = logarithm
    self.blockSize = blockSize
    self.parallel = parallel
  }

  /// Reads `ln=15,r=8,p=1`; nil for another form or for costs that would stall the machine.
  init?(_ text: Substring) {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 3, let logarithm = number(fields[0], "ln="), let blockSize = number(fields[1], "r=") else {
      return nil
    }
    guard let parallel = number(fields[2], "p=") else { return nil }
    guard (10...20).contains(logarithm), (1...16).contains(blockSize), (1...4).contains(parallel) else { return nil }
    self.init(logarithm: logarithm, blockSize: blockSize, parallel: parallel)
  }

  var text: String { "ln=\(logarithm),r=\(blockSize),p=\(parallel)" }

  func key(of password: String, salt: [UInt8]) -> [UInt8]? {
    var key = [UInt8](repeating: 0, count: Self.keyLength)
    let letters = password.utf8.map { CChar(bitPattern: $0) }
    // OpenSSL's own limit is 32 MiB, which already N = 2^15 exceeds by its scratch space.
    let memory = 128 * blockSize * (1 << logarithm + parallel + 2)
    let done = EVP_PBE_scrypt(
      letters, letters.count, salt, salt.count, 1 << logarithm, blockSize, parallel, memory, &key, key.count)
    return done == 1 ? key : nil
  }
}

private func number(_ field: Substring, _ name: String) -> UInt64? {
  guard field.hasPrefix(name) else { return nil }
  return UInt64(field.dropFirst(name.count))
}
