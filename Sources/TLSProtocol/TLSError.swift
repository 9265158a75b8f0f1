import COpenSSL

/// What can go wrong with TLS, in words for the person who runs the server.
package enum TLSError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A certificate or key file can't be used.
  case badFile(name: String, reason: String)
  /// The key is not the one the certificate speaks of.
  case keyMismatch(certificate: String, key: String)
  /// OpenSSL refused something that should always work.
  case openSSL(String)
  /// The peer broke the protocol or speaks none we take.
  case peer(String)
  /// The peer speaks HTTP without TLS; nothing was sent, so it can be told in the same words.
  case plainHTTP

  /// What went wrong.
  package var description: String {
    switch self {
    case .badFile(let name, let reason): "\(name): \(reason)"
    case .keyMismatch(let certificate, let key): "\(key) is not the key of \(certificate)"
    case .openSSL(let reason): "OpenSSL: \(reason)"
    case .peer(let reason): "TLS: \(reason)"
    case .plainHTTP: "TLS: the peer speaks plain HTTP"
    }
  }

  /// The first complaint in this thread's queue, which is emptied: it is the cause, the others follow from it.
  static func takeReason() -> String {
    let code = ERR_get_error()
    ERR_clear_error()
    guard code != 0 else { return "no reason given" }
    if let reason = ERR_reason_error_string(code) { return String(cString: reason) }
    let line = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      ERR_error_string_n(code, buffer.baseAddress, buffer.count)
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    return line.split(separator: ":").last.map(String.init) ?? line
  }
}
