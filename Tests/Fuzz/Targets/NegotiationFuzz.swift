import WebSocketProtocol

/// What clients write into the fields of a handshake; what we agree on must be something we would agree on again.
enum NegotiationFuzz {
  static func fault(in input: FuzzInput) -> String? {
    let text = String(decoding: input.bytes, as: UTF8.self)
    let field = ["sec-websocket-extensions", "sec-websocket-protocol", "sec-websocket-key", "connection", "upgrade"]
    let handshake = shakeHands([field[input.choice(of: field.count)]: text])
    guard let handshake else { return input.choice(of: field.count) < 2 ? "\(text) breaks the handshake" : nil }
    guard let agreed = handshake.compression else { return nil }
    guard (9...15).contains(agreed.window) else { return "a window of \(agreed.window)" }
    let again = shakeHands(["sec-websocket-extensions": agreed.answer])?.compression
    return again == agreed ? nil : "\(agreed.answer) is understood as \(again?.answer ?? "nothing")"
  }

  private static func shakeHands(_ fields: [String: String]) -> OpeningHandshake? {
    let usual = [
      "upgrade": "websocket", "connection": "Upgrade", "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    ]
    return try? OpeningHandshake(method: "GET", isHTTP11: true) { fields[$0] ?? usual[$0] }
  }
}
