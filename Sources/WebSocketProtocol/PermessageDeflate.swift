/// What was agreed on squeezing messages (RFC 7692 7): without context takeover both ways, so that one compressor
/// serves every connection of a loop.
package struct PermessageDeflate: Equatable, Sendable {
  /// The value of `Sec-WebSocket-Extensions` in the answer.
  package let answer = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"

  /// Takes the first of the client's offers that we can serve; nil when there is none.
  init?(offers: String) {
    let offers = HeaderLists.elements(offers)
    guard offers.contains(where: Self.isServable) else { return nil }
  }

  /// An offer with an unknown, repeated or wrong parameter is declined, and the next one tried (RFC 7692 7.1).
  private static func isServable(_ offer: String) -> Bool {
    let parts = HeaderLists.split(offer, at: ";")
    guard parts.first == "permessage-deflate" else { return false }
    var names: Set<String> = []
    return parts.dropFirst().allSatisfy { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return names.insert(pair[0]).inserted && isServable(pair[0], pair.count > 1 ? pair[1] : nil)
    }
  }

  private static func isServable(_ name: String, _ value: String?) -> Bool {
    switch name {
    case "server_no_context_takeover", "client_no_context_takeover": value == nil
    case "client_max_window_bits": value.map(isWindow) ?? true
    // Our window is 15 bits for everybody: a smaller one would need a compressor of its own, and zlib has none for 8.
    case "server_max_window_bits": value.map(unquoted) == "15"
    default: false
    }
  }

  private static func isWindow(_ value: String) -> Bool {
    ["8", "9", "10", "11", "12", "13", "14", "15"].contains(unquoted(value))
  }

  private static func unquoted(_ value: String) -> String {
    guard value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
    return String(value.dropFirst().dropLast())
  }
}
