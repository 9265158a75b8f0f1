/// Which side of the connection this is.
package enum WebSocketRole: Sendable {
  /// Sends unmasked frames and takes masked ones.
  case server
  /// Sends masked frames and takes unmasked ones; the seed starts the row of masks (RFC 6455 5.3 wants it random).
  case client(maskSeed: UInt64)

  var isServer: Bool {
    switch self {
    case .server: true
    case .client: false
    }
  }

  /// The mask for the next frame to send; none for a server.
  mutating func nextMask() -> UInt32? {
    guard case .client(let seed) = self else { return nil }
    // Sebastiano Vigna's splitmix64: masks must not be guessable from page scripts, not withstand cryptanalysis.
    let next = seed &+ 0x9E37_79B9_7F4A_7C15
    var mixed = (next ^ next >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    self = .client(maskSeed: next)
    return UInt32(truncatingIfNeeded: mixed ^ mixed >> 31)
  }
}
