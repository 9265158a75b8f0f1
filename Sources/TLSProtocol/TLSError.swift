/// What can go wrong with TLS, in words for the person who runs the server.
package enum TLSError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A certificate or key file can't be used.
  case badFile(name: String, reason: String)
  /// The key is not the one the certificate speaks of.
  case keyMismatch(certificate: String, key: String)
  /// OpenSSL refused something that should always work.
  case library(String)
  /// The peer broke the protocol or speaks none we take.
  case peer(String)

  /// What went wrong.
  package var description: String {
    switch self {
    case .badFile(let name, let reason): "\(name): \(reason)"
    case .keyMismatch(let certificate, let key): "\(key) is not the key of \(certificate)"
    case .library(let reason): "OpenSSL: \(reason)"
    case .peer(let reason): "TLS: \(reason)"
    }
  }
}
