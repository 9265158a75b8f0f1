import HTTPProtocol
import Logging
import Networking
import Synchronization

/// Notices a proxy in front of the server that the settings do not name: then all visitors count as one address, and the
/// server takes https for http.
///
/// Only what comes from this machine or network is believed: a stranger can write such headers, too.
final class ProxyDoubt: Sendable {
  private let log: Logger, publicURL: String?
  private let words = Mutex<String?>(nil)

  init(log: Logger, publicURL: String?) { (self.log, self.publicURL) = (log, publicURL) }

  /// What to set, in words for the owner; nil when there is no doubt.
  var advice: String? { words.withLock { $0 } }

  func look(at request: HTTPRequest, on connection: isolated Connection) {
    guard !connection.isForwarded, connection.peer.isLocal, request.headers["X-Forwarded-For"] != nil else { return }
    let advice = Self.advice(proxy: connection.peer.description, publicURL: publicURL, host: request.headers["Host"])
    let isNew = words.withLock { words in
      defer { words = words ?? advice }
      return words == nil
    }
    if isNew { log.warning("a proxy that is not trusted", metadata: ["advice": "\(advice)"]) }
  }

  /// What a proxy at this address wants in the settings.
  static func advice(proxy: String, publicURL: String?, host: String?) -> String {
    let url = publicURL == nil ? " and --public-url https://\(host ?? "chat.example")" : ""
    return "Requests come through a proxy at \(proxy) that is not trusted, so all visitors count as one address: "
      + "start the server with --trusted-proxies \(proxy)\(url)."
  }
}
