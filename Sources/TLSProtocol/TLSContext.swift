/// What all TLS connections of a listener share: the certificate, its key, and the rules.
package final class TLSContext: Sendable {
  /// A server's side with the certificate chain and key of these PEM files.
  package init(certificateFile: String, keyFile: String) throws(TLSError) {
    throw .library("not linked")
  }
}
