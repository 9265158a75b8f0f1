import Primitives

/// A JSON Web Token in its compact form (RFC 7519, RFC 7515 7.1), taken apart; nothing in it is to be believed before
/// `isSigned` says so.
package struct SignedToken: Sendable {
  /// The header's and the claims' bytes, JSON if somebody honest wrote them.
  package let header: [UInt8], claims: [UInt8]
  private let signed: [UInt8], code: [UInt8]

  /// Takes three parts of base64url apart; nil for anything else.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
    guard parts.count == 3, let header = Base64.url.decoded(parts[0]), let claims = Base64.url.decoded(parts[1]),
      let code = Base64.url.decoded(parts[2])
    else { return nil }
    (self.header, self.claims, self.code) = (header, claims, code)
    signed = parts[0] + [UInt8(ascii: ".")] + parts[1]
  }

  /// Whether it was signed by HMAC-SHA256 with one of these secrets; an empty secret has signed nothing.
  package func isSigned(with secrets: [String]) -> Bool {
    secrets.contains { !$0.isEmpty && isSameSecret(code, hmacSHA256(signed, key: Array($0.utf8))) }
  }

  /// A token over these claims, as the shop's server makes it.
  package static func make(claims: String, header: String = #"{"alg":"HS256","typ":"JWT"}"#, secret: String) -> String {
    let signed = Base64.url.encoded(Array(header.utf8)) + "." + Base64.url.encoded(Array(claims.utf8))
    return signed + "." + Base64.url.encoded(hmacSHA256(Array(signed.utf8), key: Array(secret.utf8)))
  }
}
