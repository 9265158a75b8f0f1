import COpenSSL

/// What all TLS connections of a listener share: the certificate, its key, and the rules.
///
/// To change the certificate, make a new one for connections to come; those that stand keep theirs.
package final class TLSContext: Sendable {
  // OpenSSL counts references to an SSL_CTX atomically and locks its caches; after init nothing here is set any more.
  nonisolated(unsafe) let pointer: OpaquePointer

  /// A server's side with the certificate chain and key of these PEM files.
  package init(certificateFile: String, keyFile: String) throws(TLSError) {
    guard let pointer = SSL_CTX_new(TLS_server_method()) else { throw .library(TLSError.takeReason()) }
    self.pointer = pointer
    try Self.setRules(pointer)
    // Tickets carry all that a resumption needs: a storm of reconnects costs neither memory nor signatures.
    SSL_CTX_ctrl(pointer, SSL_CTRL_SET_SESS_CACHE_MODE, Int(SSL_SESS_CACHE_OFF), nil)
    SSL_CTX_set_num_tickets(pointer, 1)
    SSL_CTX_set_alpn_select_cb(pointer, selectProtocol, nil)
    try load(certificateFile, keyFile)
  }

  /// A client's side that trusts the certificates in this PEM file, or whomever it meets when there is none: for load
  /// and end-to-end tools.
  package init(clientTrusting file: String?) throws(TLSError) {
    guard let pointer = SSL_CTX_new(TLS_client_method()) else { throw .library(TLSError.takeReason()) }
    self.pointer = pointer
    try Self.setRules(pointer)
    guard let file else { return }
    guard SSL_CTX_load_verify_locations(pointer, file, nil) == 1 else {
      throw .badFile(name: file, reason: TLSError.takeReason())
    }
    SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
  }

  deinit { SSL_CTX_free(pointer) }

  private static func setRules(_ context: OpaquePointer) throws(TLSError) {
    ERR_clear_error()
    let modes = SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
    SSL_CTX_ctrl(context, SSL_CTRL_MODE, Int(modes), nil)
    SSL_CTX_set_options(
      context,
      c_SSL_OP_NO_RENEGOTIATION | c_SSL_OP_NO_COMPRESSION | c_SSL_OP_CIPHER_SERVER_PREFERENCE
        | c_SSL_OP_PRIORITIZE_CHACHA)
    // TLS 1.2 with forward secrecy and authenticated encryption only; all suites of TLS 1.3 have both.
    guard SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_2_VERSION), nil) == 1,
      SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1
    else { throw .library(TLSError.takeReason()) }
  }

  private func load(_ certificateFile: String, _ keyFile: String) throws(TLSError) {
    guard SSL_CTX_use_certificate_chain_file(pointer, certificateFile) == 1 else {
      throw .badFile(name: certificateFile, reason: TLSError.takeReason())
    }
    try loadKey(keyFile, of: certificateFile)
    guard SSL_CTX_check_private_key(pointer) == 1 else {
      throw .keyMismatch(certificate: certificateFile, key: keyFile)
    }
  }

  private func loadKey(_ file: String, of certificateFile: String) throws(TLSError) {
    var isLocked = false
    let isLoaded = withUnsafeMutablePointer(to: &isLocked) { isLocked in
      // OpenSSL would ask for a passphrase on the terminal, where nobody may sit.
      SSL_CTX_set_default_passwd_cb(pointer) { _, _, _, isLocked in
        isLocked?.assumingMemoryBound(to: Bool.self).pointee = true
        return -1
      }
      SSL_CTX_set_default_passwd_cb_userdata(pointer, isLocked)
      defer { SSL_CTX_set_default_passwd_cb_userdata(pointer, nil) }
      return SSL_CTX_use_PrivateKey_file(pointer, file, SSL_FILETYPE_PEM) == 1
    }
    guard !isLoaded else { return }
    let isMismatch = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH
    let reason = TLSError.takeReason()
    guard !isMismatch else { throw .keyMismatch(certificate: certificateFile, key: file) }
    throw .badFile(name: file, reason: isLocked ? "needs a passphrase; the server takes keys without one" : reason)
  }
}

/// RFC 7301: HTTP/1.1 is spoken here, so no browser tries HTTP/2; a client that offers others only is told so.
private let selectProtocol:
  @convention(c) (
    OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
    UnsafePointer<UInt8>?, UInt32, UnsafeMutableRawPointer?
  ) -> Int32 = { _, chosen, length, offered, count, _ in
    let names = UnsafeBufferPointer(start: offered, count: Int(count))
    var start = 0
    while start < names.count {
      let end = start + 1 + Int(names[start])
      guard end <= names.count else { break }
      if names[(start + 1)..<end].elementsEqual("http/1.1".utf8) {
        chosen?.pointee = offered.map { $0 + start + 1 }
        length?.pointee = names[start]
        return SSL_TLSEXT_ERR_OK
      }
      start = end
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
  }
