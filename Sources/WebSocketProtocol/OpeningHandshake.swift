import Primitives

/// A client's wish to speak WebSocket, judged by RFC 6455 4.2.1: what was offered, and the answer to give.
package struct OpeningHandshake: Sendable {
  /// The offered subprotocols, best first.
  package let subprotocols: [String]
  /// The first offer of permessage-deflate that we can take; give it to `fields` to agree.
  package let compression: PermessageDeflate?
  private let key: String

  /// Judges the request; `field` answers a header's value by its lower-case name, several values joined by commas.
  package init(method: String, isHTTP11: Bool, field: (String) -> String?) throws(HandshakeRefusal) {
    guard method == "GET" else { throw .notGet }
    guard isHTTP11 else { throw .notHTTP11 }
    guard HeaderLists.contains("websocket", in: field("upgrade")),
      HeaderLists.contains("upgrade", in: field("connection"))
    else { throw .notAnUpgrade }
    guard field("sec-websocket-version") == "13" else { throw .unsupportedVersion }
    guard let key = field("sec-websocket-key"), Base64.standard.decoded(key)?.count == 16 else { throw .badKey }
    self.key = key
    subprotocols = HeaderLists.elements(field("sec-websocket-protocol") ?? "")
    compression = PermessageDeflate(offers: field("sec-websocket-extensions") ?? "")
  }

  /// The client's favourite among those we speak; nil when there is none.
  package func subprotocol(among supported: [String]) -> String? { subprotocols.first(where: supported.contains) }

  /// The fields of the 101 answer; a subprotocol that was not offered is left out (RFC 6455 4.2.2).
  package func fields(subprotocol: String? = nil, compression: PermessageDeflate? = nil) -> [HandshakeField] {
    var fields = [
      HandshakeField(name: "Upgrade", value: "websocket"),
      HandshakeField(name: "Connection", value: "Upgrade"),
      HandshakeField(name: "Sec-WebSocket-Accept", value: Self.acceptKey(for: key)),
    ]
    if let subprotocol, subprotocols.contains(subprotocol) {
      fields.append(HandshakeField(name: "Sec-WebSocket-Protocol", value: subprotocol))
    }
    if let compression {
      fields.append(HandshakeField(name: "Sec-WebSocket-Extensions", value: compression.answer))
    }
    return fields
  }

  static func acceptKey(for key: String) -> String {
    Base64.standard.encoded(SHA1.hash(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
  }
}
