package import Primitives

/// An agent's session, kept by their browser alone: who, of which generation, until when, and a proof that we wrote it.
package struct SignedCookie: Equatable, Sendable {
  /// The agent's name.
  package var agent: String
  /// The generation in the agent's file when it was made; a higher one there revokes it.
  package var generation: Int
  /// From when on it is worth nothing.
  package var expires: Instant

  /// Puts the facts side by side.
  package init(agent: String, generation: Int, expires: Instant) {
    (self.agent, self.generation, self.expires) = (agent, generation, expires)
  }

  /// The cookie's value: `anna.3.1795356127512.PROOF`, all letters allowed in a cookie.
  package func sealed(with key: [UInt8]) -> String {
    let claim = "\(agent).\(generation).\(expires.milliseconds)"
    return "\(claim).\(Base64.url.encoded(Self.proof(of: claim, key: key)))"
  }

  /// Reads a value back; nil unless this key sealed it and it is still good at `now`.
  package init?(_ value: String, key: [UInt8], at now: Instant) {
    let parts = value.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, let proof = Base64.url.decoded(parts[3]) else { return nil }
    let claim = parts[0..<3].joined(separator: ".")
    guard isSameSecret(proof, Self.proof(of: claim, key: key)) else { return nil }
    guard let generation = Int(parts[1]), let milliseconds = Int64(parts[2]) else { return nil }
    self.init(agent: String(parts[0]), generation: generation, expires: Instant(milliseconds: milliseconds))
    guard now < expires else { return nil }
  }

  // The prefix keeps a proof made for another purpose with the same key from ever being a session.
  private static func proof(of claim: String, key: [UInt8]) -> [UInt8] {
    hmacSHA256(Array("secondring session 1\n\(claim)".utf8), key: key)
  }
}
