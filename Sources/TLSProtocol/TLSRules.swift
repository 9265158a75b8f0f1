import COpenSSL

/// What holds on both sides: modern TLS and nothing else, with little memory.
enum TLSRules {
  static func set(_ context: OpaquePointer) throws(TLSError) {
    ERR_clear_error()
    let modes = SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
    SSL_CTX_ctrl(context, SSL_CTRL_MODE, Int(modes), nil)
    // A record's head and body are taken from the lent buffer at one go.
    SSL_CTX_ctrl(context, SSL_CTRL_SET_READ_AHEAD, 1, nil)
    SSL_CTX_set_options(
      context,
      c_SSL_OP_NO_RENEGOTIATION | c_SSL_OP_NO_COMPRESSION | c_SSL_OP_CIPHER_SERVER_PREFERENCE
        | c_SSL_OP_PRIORITIZE_CHACHA)
    // TLS 1.2 with forward secrecy and authenticated encryption only; all suites of TLS 1.3 have both.
    guard SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_2_VERSION), nil) == 1,
      SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1
    else { throw .openSSL(TLSError.takeReason()) }
  }
}
