package import Primitives

/// The server's side of one TLS connection: ciphertext in, plaintext out, and back; no socket.
///
/// The caller hands ciphertext to `receive`, then calls `next` until it answers nil.
package struct TLSSession: ~Copyable {
  /// A connection that was just accepted.
  package init(_ context: TLSContext) throws(TLSError) {
    throw .library("not linked")
  }

  /// Whether application data may be sent.
  package var isEstablished: Bool { false }

  /// Decrypts into `plaintext` from the ciphertext at the front of `bytes`, and moves `position` over what it took;
  /// nil once all of `bytes` is taken in and nothing is left to give; handshake answers go to `outgoing`.
  package mutating func next(
    in bytes: Span<UInt8>, from position: inout Int, plaintext: inout MutableSpan<UInt8>,
    answering outgoing: inout ByteQueue
  ) -> TLSEvent? {
    nil
  }

  /// Encrypts all of `plaintext` and empties it; before the handshake is done, does nothing.
  package mutating func send(_ plaintext: inout ByteQueue, into outgoing: inout ByteQueue) throws(TLSError) {}

  /// Says that nothing more comes from us (close_notify).
  package mutating func close(into outgoing: inout ByteQueue) {}
}
