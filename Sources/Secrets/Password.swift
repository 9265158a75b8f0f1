import COpenSSL
import Primitives

/// Passwords as they are kept: `$scrypt$ln=15,r=8,p=1$SALT$KEY` (RFC 7914), slow to try by design.
///
/// Hashing takes some 70 ms of one core: never on an event loop.
package enum Password {
  /// Letters a password needs at least (NIST SP 800-63B 5.1.1.1), and bytes it may have at most.
  package static let leastLength = 8, mostBytes = 1_024

  /// The text to keep in place of the password.
  package static func hash(_ password: String) -> String {
    let cost = ScryptCost.current
    let salt = randomBytes(16)
    guard let key = cost.key(of: password, salt: salt) else { preconditionFailure("scrypt refused its own parameters") }
    return "$scrypt$\(cost.text)$\(Base64.url.encoded(salt))$\(Base64.url.encoded(key))"
  }

  /// Whether `password` is the one behind `kept`.
  ///
  /// Nil (nobody has that name) costs as much time as a wrong password.
  package static func verify(_ password: String, against kept: String?) -> Bool {
    guard password.utf8.count <= mostBytes else { return false }
    guard let kept, let hash = Hash(kept) else {
      _ = ScryptCost.current.key(of: password, salt: [UInt8](repeating: 0, count: 16))
      return false
    }
    guard let key = hash.cost.key(of: password, salt: hash.salt) else { return false }
    return isSameSecret(key, hash.key)
  }

  private struct Hash {
    let cost: ScryptCost, salt: [UInt8], key: [UInt8]

    init?(_ text: String) {
      let parts = text.split(separator: "$", omittingEmptySubsequences: false)
      guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let cost = ScryptCost(parts[2]) else {
        return nil
      }
      guard let salt = Base64.url.decoded(parts[3]), let key = Base64.url.decoded(parts[4]) else { return nil }
      guard salt.count >= 8, key.count == ScryptCost.keyLength else { return nil }
      (self.cost, self.salt, self.key) = (cost, salt, key)
    }
  }
}
