/// One header field of the opening handshake.
package struct HandshakeField: Equatable, Sendable {
  /// The name as it is best known.
  package let name: String
  /// The value.
  package let value: String
}
