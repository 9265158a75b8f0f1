package import Primitives

/// The client's half of the opening handshake (RFC 6455 4.1).
package struct ClientHandshake: Sendable {
  private let key: String
  private let subprotocols: [String]

  /// Wants 16 bytes that nobody can guess, and the subprotocols to offer, best first.
  package init(nonce: [UInt8], subprotocols: [String] = []) {
    precondition(nonce.count == 16, "RFC 6455 4.1: the key is 16 bytes")
    key = Base64.standard.encoded(nonce)
    self.subprotocols = subprotocols
  }

  /// The whole request; a browser sends its cookies here too.
  package func append(
    host: String, path: String, origin: String? = nil, cookie: String? = nil, to outgoing: inout ByteQueue
  ) {
    outgoing.append(utf8: "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
    outgoing.append(utf8: "Sec-WebSocket-Key: \(key)\r\nSec-WebSocket-Version: 13\r\n")
    if let origin { outgoing.append(utf8: "Origin: \(origin)\r\n") }
    if let cookie { outgoing.append(utf8: "Cookie: \(cookie)\r\n") }
    if !subprotocols.isEmpty {
      outgoing.append(utf8: "Sec-WebSocket-Protocol: \(subprotocols.joined(separator: ", "))\r\n")
    }
    outgoing.append(utf8: "\r\n")
  }

  /// Whether the answer agrees; `field` is as in `OpeningHandshake`.
  package func isAccepted(status: Int, field: (String) -> String?) -> Bool {
    status == 101 && HeaderLists.contains("websocket", in: field("upgrade"))
      && HeaderLists.contains("upgrade", in: field("connection"))
      && field("sec-websocket-accept") == OpeningHandshake.acceptKey(for: key)
      && field("sec-websocket-extensions") == nil
      && field("sec-websocket-protocol").map(subprotocols.contains) ?? true
  }
}
