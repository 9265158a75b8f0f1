/// Why an upgrade is refused; answer with `status` and `fields`, then close the connection, because a proxy in between
/// may believe that the tunnel stands.
package enum HandshakeRefusal: Error, Equatable, Sendable {
  /// Only GET can be upgraded.
  case notGet
  /// Only HTTP/1.1 can be upgraded this way.
  case notHTTP11
  /// No `Upgrade: websocket`, or no `Connection: Upgrade`.
  case notAnUpgrade
  /// Not version 13.
  case unsupportedVersion
  /// No `Sec-WebSocket-Key` of 16 bytes.
  case badKey

  /// The HTTP status that says so.
  package var status: Int {
    switch self {
    case .notGet: 405
    case .notHTTP11: 505
    case .notAnUpgrade, .unsupportedVersion: 426
    case .badKey: 400
    }
  }

  /// The header fields that go with the status.
  package var fields: [HandshakeField] {
    switch self {
    case .notGet: [HandshakeField(name: "Allow", value: "GET")]
    case .notAnUpgrade, .unsupportedVersion:
      [
        HandshakeField(name: "Upgrade", value: "websocket"),
        HandshakeField(name: "Sec-WebSocket-Version", value: "13"),
      ]
    case .notHTTP11, .badKey: []
    }
  }
}
