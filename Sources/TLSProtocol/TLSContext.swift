import COpenSSL

/// What all TLS connections of a listener share: the certificates, their keys, and the rules.
///
/// To change a certificate, make a new one for connections to come; those that stand keep theirs.
package final class TLSContext: Sendable {
  // OpenSSL counts references to an SSL_CTX atomically and locks its caches; after init nothing here is set any more.
  nonisolated(unsafe) let pointer: OpaquePointer
  /// One for each further certificate.
  private nonisolated(unsafe) let others: [OpaquePointer]

  /// A server's side with the certificate chain and key of these PEM files.
  package convenience init(certificateFile: String, keyFile: String) throws(TLSError) {
    try self.init(CertificateFiles(certificate: certificateFile, key: keyFile))
  }

  /// A server's side with several certificates: a client gets the first that fits the name it asks for (RFC 6066 3), else
  /// the first of all.
  package init(_ first: CertificateFiles, _ more: [CertificateFiles] = []) throws(TLSError) {
    pointer = try ServerSide.make(first)
    var others: [OpaquePointer] = []
    do throws(TLSError) {
      for files in more { others.append(try ServerSide.make(files)) }
    } catch {
      self.others = others
      throw error
    }
    self.others = others
    // Unretained: each session holds this object for as long as it may call back.
    if !others.isEmpty { c_SSL_CTX_choose_by_name(pointer, chooseByName, Unmanaged.passUnretained(self).toOpaque()) }
  }

  /// A client's side that trusts the certificates in this PEM file, or whomever it meets when there is none: for load
  /// and end-to-end tools.
  package init(clientTrusting file: String?) throws(TLSError) {
    guard let pointer = SSL_CTX_new(TLS_client_method()) else { throw .openSSL(TLSError.takeReason()) }
    self.pointer = pointer
    others = []
    try TLSRules.set(pointer)
    guard let file else { return }
    guard SSL_CTX_load_verify_locations(pointer, file, nil) == 1 else {
      throw .badFile(name: file, reason: TLSError.takeReason())
    }
    SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
  }

  deinit {
    SSL_CTX_free(pointer)
    for other in others { SSL_CTX_free(other) }
  }

  /// What has a certificate for this name.
  fileprivate func side(for name: UnsafePointer<CChar>) -> OpaquePointer {
    let fits = { (side: OpaquePointer) in X509_check_host(SSL_CTX_get0_certificate(side), name, 0, 0, nil) == 1 }
    return fits(pointer) ? pointer : others.first(where: fits) ?? pointer
  }
}

private let chooseByName:
  @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int32>?, UnsafeMutableRawPointer?) -> Int32 = {
    ssl, _, context in
    guard let ssl, let context, let name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name) else {
      return SSL_TLSEXT_ERR_NOACK
    }
    SSL_set_SSL_CTX(ssl, Unmanaged<TLSContext>.fromOpaque(context).takeUnretainedValue().side(for: name))
    return SSL_TLSEXT_ERR_OK
  }
