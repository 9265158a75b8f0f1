import Primitives

/// The shop's word for who a visitor is: hex HMAC-SHA256 of their id (else mail address) under the site's secret.
package enum IdentitySignature {
  /// What the shop's server computes for its page.
  package static func sign(id: String, email: String, siteSecret: String) -> String {
    Hex.encoded(code(id: id, email: email, siteSecret: siteSecret))
  }

  /// Whether the shop itself signed this id, or this mail address when there is no id.
  package static func verify(_ signature: String, id: String, email: String, siteSecret: String) -> Bool {
    // A site without a secret has signed nothing, whatever the empty key gives.
    guard !siteSecret.isEmpty, !(id.isEmpty && email.isEmpty), let given = Hex.decoded(signature) else { return false }
    return isSameSecret(given, code(id: id, email: email, siteSecret: siteSecret))
  }

  private static func code(id: String, email: String, siteSecret: String) -> [UInt8] {
    hmacSHA256(Array((id.isEmpty ? email : id).utf8), key: Array(siteSecret.utf8))
  }
}
