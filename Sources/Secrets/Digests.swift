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

  /// The person behind the shop's own id of a customer, in a book of customers; empty: that of folders of format 1.
  package init(customer id: String, in book: String) {
    self.init(hashing: Array("\(Self.prefix(book))customer:\(id)".utf8))
  }

  /// The person of an id whose key in a folder of format 1 a mail address had already.
  package init(id: String) { self.init(hashing: Array("id:\(id)".utf8)) }

  /// The person of whom the shop knows no more than a mail address; never the one whose id reads the same.
  package init(mail address: String, in book: String) {
    self.init(hashing: Array("\(Self.prefix(book))email:\(address.lowercased())".utf8))
  }

  // No name of a book has a colon, and nothing of the book without a name begins with "book:".
  private static func prefix(_ book: String) -> String { book.isEmpty ? "" : "book:\(book):" }
}
