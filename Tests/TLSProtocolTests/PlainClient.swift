import COpenSSL
import Primitives
import TLSProtocol

/// A client straight on OpenSSL's memory BIOs, for what our own client would never offer.
final class PlainClient {
  private let context: OpaquePointer?
  private let ssl: OpaquePointer?
  private let (incoming, outgoing) = (BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))

  init(offering names: [String], version: Int32 = 0) throws {
    context = SSL_CTX_new(TLS_client_method())
    ssl = SSL_new(context)
    SSL_set_bio(ssl, incoming, outgoing)
    SSL_set_connect_state(ssl)
    SSL_ctrl(ssl, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(version), nil)
    SSL_ctrl(ssl, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(version), nil)
    let offered = names.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    if !offered.isEmpty { SSL_set_alpn_protos(ssl, offered, UInt32(offered.count)) }
  }

  deinit {
    SSL_free(ssl)
    SSL_CTX_free(context)
  }

  /// The protocol agreed on, empty when none was talked about; nil when the handshake failed.
  func handshake(with session: inout TLSSession) -> String? {
    var outcome = TLSPair.Outcome()
    for _ in 0..<10 {
      ERR_clear_error()
      if SSL_do_handshake(ssl) == 1, session.isEstablished { return agreed }
      var answer = ByteQueue()
      TLSPair.receive(&session, sent(), &answer, &outcome)
      answer.withUnsafeBytes { _ = BIO_write(incoming, $0.baseAddress, Int32($0.count)) }
    }
    ERR_clear_error()
    return nil
  }

  private func sent() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 20_000)
    let count = BIO_read(outgoing, &buffer, Int32(buffer.count))
    return Array(buffer.prefix(max(0, Int(count))))
  }

  private var agreed: String {
    var (name, length) = (UnsafePointer<UInt8>?.none, UInt32(0))
    SSL_get0_alpn_selected(ssl, &name, &length)
    return String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
  }
}
