/// Where a certificate and its key are, as PEM files.
package struct CertificateFiles: Equatable, Sendable {
  /// The chain, the server's own certificate first.
  package var certificate: String
  /// The key of that certificate.
  package var key: String

  /// Puts the two names side by side.
  package init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }
}
