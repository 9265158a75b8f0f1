/// What was agreed on squeezing messages (RFC 7692 7): without context takeover both ways, so that one compressor
/// serves every connection of a loop.
package struct PermessageDeflate: Equatable, Sendable {
  /// The window of deflate itself, as a power of two (RFC 1951): taken unless the client asks for less.
  package static let widest = 15

  /// How far back our messages may reach, as a power of two: from 9 to 15.
  package let window: Int
  private let isWindowAsked: Bool

  /// Takes the first of the client's offers that we can serve; nil when there is none.
  init?(offers: String) {
    for offer in HeaderLists.elements(offers) {
      guard let agreed = Self(offer: offer) else { continue }
      self = agreed
      return
    }
    return nil
  }

  /// An offer with an unknown, repeated or wrong parameter is declined, and the next one tried (RFC 7692 7.1).
  private init?(offer: String) {
    let parts = HeaderLists.split(offer, at: ";")
    guard parts.first == "permessage-deflate" else { return nil }
    var names: Set<String> = []
    var asked: Int?
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let value = pair.count > 1 ? pair[1] : nil
      guard names.insert(pair[0]).inserted, Self.isServable(pair[0], value) else { return nil }
      if pair[0] == "server_max_window_bits" { asked = value.flatMap(Self.window) }
    }
    (window, isWindowAsked) = (asked ?? Self.widest, asked != nil)
  }

  /// The value of `Sec-WebSocket-Extensions` in the answer.
  ///
  /// A wish for a window is accepted by repeating it (RFC 7692 7.1.2.1). What the client says of its own window needs
  /// no answer: we unpack with the widest, which reads them all.
  package var answer: String {
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
      + (isWindowAsked ? "; server_max_window_bits=\(window)" : "")
  }

  private static func isServable(_ name: String, _ value: String?) -> Bool {
    switch name {
    case "server_no_context_takeover", "client_no_context_takeover": value == nil
    case "client_max_window_bits": value.map { window($0) != nil } ?? true
    // zlib has no raw compressor for 8: such an offer is declined, and the next one tried.
    case "server_max_window_bits": value.flatMap(window).map { $0 > 8 } ?? false
    default: false
    }
  }

  /// RFC 7692 7.1.2: a number from 8 to 15 without leading zeros; RFC 6455 9.1 lets it stand in quotes.
  private static func window(_ value: String) -> Int? {
    (8...widest).first { "\($0)" == unquoted(value) }
  }

  private static func unquoted(_ value: String) -> String {
    guard value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
    return String(value.dropFirst().dropLast())
  }
}
