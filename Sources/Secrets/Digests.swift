import COpenSSL
package import Primitives

/// The SHA-256 of these bytes, 32 bytes long.
package func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  _ = SHA256(bytes, bytes.count, &digest)
  return digest
}

/// The SHA-256 of a text's UTF-8.
package func sha256(_ text: String) -> [UInt8] { sha256(Array(text.utf8)) }

/// HMAC-SHA256 (RFC 2104): proves that whoever wrote `bytes` held `key`.
package func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
  var (code, length) = ([UInt8](repeating: 0, count: 32), UInt32(0))
  _ = HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &code, &length)
  return code
}

/// Whether two secrets are the same, in a time that says nothing of where they differ.
package func isSameSecret(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}

extension Identifier {
  /// The name that follows from any bytes: the first 128 bits of their SHA-256.
  package init(hashing bytes: [UInt8]) {
    let digest = sha256(bytes)
    func word(_ half: ArraySlice<UInt8>) -> UInt64 { half.reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(high: word(digest[0..<8]), low: word(digest[8..<16]))
  }

  /// The visitor that a browser's secret (32 bytes, base64url without padding) stands for; nil for anything else.
  package init?(visitorSecret: String) {
    guard let secret = Base64.url.decoded(visitorSecret), secret.count == 32 else { return nil }
    self.init(hashing: secret)
  }

  /// The person behind the shop's own key of a customer: its id for them, else their mail address; nil for neither.
  package init?(customerID: String, email: String) {
    let key = customerID.isEmpty ? email.lowercased() : customerID
    guard !key.isEmpty else { return nil }
    self.init(hashing: Array("customer:\(key)".utf8))
  }
}
