import COpenSSL

/// One certificate ready to be served.
enum ServerSide {
  static func make(_ files: CertificateFiles) throws(TLSError) -> OpaquePointer {
    guard let pointer = SSL_CTX_new(TLS_server_method()) else { throw .openSSL(TLSError.takeReason()) }
    do throws(TLSError) {
      try TLSRules.set(pointer)
      try load(files, into: pointer)
    } catch {
      SSL_CTX_free(pointer)
      throw error
    }
    // Tickets carry all that a resumption needs: a storm of reconnects costs neither memory nor signatures.
    SSL_CTX_ctrl(pointer, SSL_CTRL_SET_SESS_CACHE_MODE, Int(SSL_SESS_CACHE_OFF), nil)
    SSL_CTX_set_num_tickets(pointer, 1)
    SSL_CTX_set_alpn_select_cb(pointer, selectProtocol, nil)
    return pointer
  }

  private static func load(_ files: CertificateFiles, into pointer: OpaquePointer) throws(TLSError) {
    guard SSL_CTX_use_certificate_chain_file(pointer, files.certificate) == 1 else {
      throw .badFile(name: files.certificate, reason: TLSError.takeReason())
    }
    try loadKey(files, into: pointer)
    guard SSL_CTX_check_private_key(pointer) == 1 else {
      throw .keyMismatch(certificate: files.certificate, key: files.key)
    }
  }

  private static func loadKey(_ files: CertificateFiles, into pointer: OpaquePointer) throws(TLSError) {
    var isLocked = false
    let isLoaded = withUnsafeMutablePointer(to: &isLocked) { isLocked in
      // OpenSSL would ask for a passphrase on the terminal, where nobody may sit.
      SSL_CTX_set_default_passwd_cb(pointer) { _, _, _, isLocked in
        isLocked?.assumingMemoryBound(to: Bool.self).pointee = true
        return -1
      }
      SSL_CTX_set_default_passwd_cb_userdata(pointer, isLocked)
      defer { SSL_CTX_set_default_passwd_cb_userdata(pointer, nil) }
      return SSL_CTX_use_PrivateKey_file(pointer, files.key, SSL_FILETYPE_PEM) == 1
    }
    guard !isLoaded else { return }
    let isMismatch = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH
    let reason = TLSError.takeReason()
    guard !isMismatch else { throw .keyMismatch(certificate: files.certificate, key: files.key) }
    throw .badFile(name: files.key, reason: isLocked ? "needs a passphrase; the server takes keys without one" : reason)
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
