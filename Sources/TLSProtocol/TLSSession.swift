import COpenSSL
package import Primitives

/// One side of one TLS connection: ciphertext in, plaintext out, and back; no socket.
///
/// The caller reads ciphertext into a buffer and calls `next` until it answers nil; plaintext comes in another buffer
/// that all connections of a loop may share. OpenSSL itself keeps no more than a record that is not whole yet.
package struct TLSSession: ~Copyable {
  /// handshaking -> established -> closed, or closed at once when the handshake fails.
  private enum Phase { case handshaking, established, closed }

  private let ssl: OpaquePointer
  private let bio: OpaquePointer
  /// Called back while the handshake goes on, maybe long after another took its place for newcomers.
  private let context: TLSContext
  private var phase = Phase.handshaking

  /// A server's connection that was just accepted.
  package init(_ context: TLSContext) throws(TLSError) {
    let made = try Self.make(context)
    SSL_set_accept_state(made.ssl)
    (ssl, bio) = (made.ssl, made.bio)
    self.context = context
  }

  /// A client's connection to the server of this name; call `next` once without bytes to send its first words.
  package init(_ context: TLSContext, serverName: String) throws(TLSError) {
    let made = try Self.make(context)
    guard Self.prepareClient(made.ssl, serverName) else {
      SSL_free(made.ssl)
      throw .openSSL(TLSError.takeReason())
    }
    (ssl, bio) = (made.ssl, made.bio)
    self.context = context
  }

  deinit { SSL_free(ssl) }

  /// Whether application data may be sent.
  package var isEstablished: Bool { phase == .established }

  /// Which version and cipher are spoken, for the log.
  package var summary: String {
    guard let version = SSL_get_version(ssl), let name = SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)) else {
      return ""
    }
    return "\(String(cString: version)) \(String(cString: name))"
  }

  /// Decrypts into `plaintext` from `position` on in `bytes`; nil once all of them are taken in and nothing is left to
  /// give; handshake answers go to `outgoing`.
  package mutating func next(
    in bytes: Span<UInt8>, from position: inout Int, plaintext: inout MutableSpan<UInt8>,
    answering outgoing: inout ByteQueue
  ) -> TLSEvent? {
    guard hasNews(bytes.count &- position) else { return nil }
    var (step, count) = (Step.again, 0)
    bytes.extracting(droppingFirst: position).withUnsafeBytes { incoming in
      lending(incoming, &outgoing) { ssl, lent, phase in
        repeat { step = Self.advance(ssl, &phase, &plaintext, &count) } while step == .again
        // A broken connection reads no further, and must not be asked again for the rest.
        position += incoming.count - (step == .produced ? lent.pointee.incoming.count : 0)
      }
    }
    switch step {
    case .again, .starved: return nil
    case .produced: return .plaintext(count)
    case .ended: return .closed
    case .failed(let error): return .failed(error)
    }
  }

  /// Encrypts all of `plaintext` and empties it; before the handshake is done, does nothing.
  package mutating func send(_ plaintext: inout ByteQueue, into outgoing: inout ByteQueue) throws(TLSError) {
    guard phase == .established, !plaintext.isEmpty else { return }
    var failure: String?
    plaintext.withUnsafeBytes { bytes in
      lending(UnsafeRawBufferPointer(start: nil, count: 0), &outgoing) { ssl, _, phase in
        failure = Self.write(bytes, ssl)
        if failure != nil { phase = .closed }
      }
    }
    plaintext.removeAll()
    if let failure { throw .openSSL(failure) }
  }

  /// Says that nothing more comes from us (close_notify).
  package mutating func close(into outgoing: inout ByteQueue) {
    guard phase == .established else { return phase = .closed }
    lending(UnsafeRawBufferPointer(start: nil, count: 0), &outgoing) { ssl, _, phase in
      SSL_shutdown(ssl)
      phase = .closed
    }
  }

  private enum Step: Equatable { case again, starved, produced, ended, failed(TLSError) }

  private static func make(_ context: TLSContext) throws(TLSError) -> (ssl: OpaquePointer, bio: OpaquePointer) {
    ERR_clear_error()
    let bio = try BufferBIO.make()
    guard let ssl = SSL_new(context.pointer) else {
      BIO_free(bio)
      throw .openSSL(TLSError.takeReason())
    }
    SSL_set_bio(ssl, bio, bio)
    return (ssl, bio)
  }

  private static func prepareClient(_ ssl: OpaquePointer, _ serverName: String) -> Bool {
    SSL_set_connect_state(ssl)
    let offered: [UInt8] = [8] + Array("http/1.1".utf8)
    let isNamed = serverName.withCString { name in
      SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), .init(mutating: name)) == 1
    }
    return isNamed && SSL_set1_host(ssl, serverName) == 1
      && SSL_set_alpn_protos(ssl, offered, UInt32(offered.count)) == 0
  }

  /// Runs `body` while OpenSSL may use these buffers, and not a moment longer.
  private mutating func lending(
    _ incoming: UnsafeRawBufferPointer, _ outgoing: inout ByteQueue,
    _ body: (OpaquePointer, UnsafeMutablePointer<LentBuffers>, inout Phase) -> Void
  ) {
    // What an earlier connection of this thread left in the queue is not about this one. Clearing what is empty takes as
    // long as reading a frame.
    if ERR_peek_error() != 0 { ERR_clear_error() }
    withUnsafeMutablePointer(to: &outgoing) { outgoing in
      var lent = LentBuffers(incoming: incoming, outgoing: outgoing)
      withUnsafeMutablePointer(to: &lent) { lent in
        BIO_set_data(bio, lent)
        body(ssl, lent, &phase)
        BIO_set_data(bio, nil)
      }
    }
  }

  /// Whether OpenSSL need be asked: between two messages it has nothing, and takes a while to say so.
  private func hasNews(_ count: Int) -> Bool { count > 0 || phase != .established || SSL_has_pending(ssl) == 1 }

  private static func advance(
    _ ssl: OpaquePointer, _ phase: inout Phase, _ plaintext: inout MutableSpan<UInt8>, _ count: inout Int
  ) -> Step {
    switch phase {
    case .handshaking:
      let result = SSL_do_handshake(ssl)
      guard result == 1 else { return judge(ssl, result, &phase) }
      phase = .established
      return .again
    case .established:
      let result = plaintext.withUnsafeMutableBytes { SSL_read_ex(ssl, $0.baseAddress, $0.count, &count) }
      return result == 1 ? .produced : judge(ssl, result, &phase)
    case .closed:
      return .starved
    }
  }

  private static func judge(_ ssl: OpaquePointer, _ result: Int32, _ phase: inout Phase) -> Step {
    switch SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ:
      return .starved
    case SSL_ERROR_ZERO_RETURN:
      phase = .closed
      return .ended
    default:
      phase = .closed
      let isPlain = ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST
      let reason = TLSError.takeReason()
      return .failed(isPlain ? .plainHTTP : .peer(reason))
    }
  }

  /// Nil when all went well; the queue takes everything, so a write never has to wait.
  private static func write(_ bytes: UnsafeRawBufferPointer, _ ssl: OpaquePointer) -> String? {
    var done = 0
    while done < bytes.count {
      var count = 0
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      guard SSL_write_ex(ssl, rest.baseAddress, rest.count, &count) == 1 else { return TLSError.takeReason() }
      done += count
    }
    return nil
  }
}
