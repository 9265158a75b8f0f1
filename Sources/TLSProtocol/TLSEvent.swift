/// What came of the ciphertext so far.
package enum TLSEvent: Equatable, Sendable {
  /// This many bytes of plaintext were put at the start of the buffer.
  case plaintext(Int)
  /// The peer said that nothing more comes (close_notify).
  case closed
  /// The connection is broken: send what is outgoing (an alert, perhaps), then close the socket.
  case failed(TLSError)
}
