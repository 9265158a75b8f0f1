import Primitives

/// A sign-in link's secret: shown once, kept only as its hash.
package struct OneTimeToken: Sendable {
  /// What goes into the link: 32 random bytes, base64url.
  package let text: String

  /// Makes a new one.
  package init() { text = Base64.url.encoded(randomBytes(32)) }

  /// What is kept.
  package var hash: String { Self.hash(of: text) }

  /// What is kept of a token that somebody presents.
  package static func hash(of text: String) -> String { Hex.encoded(sha256(text)) }
}
