/// An origin whose pages may embed a site's widget, as a person writes it: `https://shop.example`, with or without its
/// port, or `https://*.shop.example` for every name one label below `shop.example`.
package struct SiteOrigin: Hashable, Sendable, CustomStringConvertible {
  /// Why a text is no origin.
  package enum Fault: Error, Equatable, CustomStringConvertible {
    case scheme, upperCase, hasPath, host, port, wildcard

    /// What is wanted, for a person.
    package var description: String {
      switch self {
      case .scheme: "must begin with https:// or http://, as in https://shop.example"
      case .upperCase: "must be in small letters, as browsers send it"
      case .hasPath: "must end with the host or its port: an origin has no path, as in https://shop.example"
      case .host: "must name a host, as in https://shop.example; names with other letters as xn--…"
      case .port: "must have a port from 1 to 65535 behind the colon, or no colon"
      case .wildcard:
        "may have one * as the whole first label, above a name of two labels or more, as in https://*.shop.example"
      }
    }
  }

  /// As the person wrote it.
  package let description: String
  private let scheme: Substring
  /// Without the star and its dot.
  private let host: Substring
  private let port: UInt16
  private let isWildcard: Bool

  /// Reads what a person wrote.
  package init(_ text: String) throws(Fault) {
    description = text
    let (scheme, host, port) = try Self.parts(text[...])
    isWildcard = host.hasPrefix("*.")
    (self.scheme, self.port) = (scheme, port)
    self.host = isWildcard ? host.dropFirst(2) : host
    guard !self.host.contains("*"), !isWildcard || self.host.split(separator: ".").count >= 2 else { throw .wildcard }
    // A star above an address would stand for nothing.
    guard !isWildcard || self.host.contains(where: { $0.isLetter }) else { throw .wildcard }
  }

  /// The one origin it stands for, as a browser sends it; a wildcard stands for many and is refused.
  package var exact: String {
    get throws(Fault) {
      guard !isWildcard else { throw .wildcard }
      let isUsual = port == (scheme == "https" ? 443 : 80)
      return "\(scheme)://\(host)\(isUsual ? "" : ":\(port)")"
    }
  }

  /// Whether pages of this origin, as a browser sends it, are meant.
  package func allows(_ origin: String) -> Bool {
    guard let (scheme, host, port) = try? Self.parts(origin[...]), scheme == self.scheme, port == self.port else {
      return false
    }
    guard isWildcard else { return host == self.host }
    // Exactly one label more: neither `a.b.shop.example` nor `evil-shop.example`.
    guard let dot = host.firstIndex(of: "."), dot > host.startIndex else { return false }
    return host[host.index(after: dot)...] == self.host && host[..<dot] != "*"
  }

  private static func parts(_ text: Substring) throws(Fault) -> (Substring, Substring, UInt16) {
    guard !text.utf8.contains(where: { (0x41...0x5A).contains($0) }) else { throw .upperCase }
    let scheme: Substring = text.hasPrefix("https://") ? "https" : "http"
    guard text.hasPrefix("\(scheme)://") else { throw .scheme }
    let rest = text.dropFirst(scheme.count + 3)
    guard !rest.contains("/"), !rest.contains("?"), !rest.contains("#") else { throw .hasPath }
    let (host, port) = try self.host(rest)
    return (scheme, host, port ?? (scheme == "https" ? 443 : 80))
  }

  private static func host(_ text: Substring) throws(Fault) -> (Substring, UInt16?) {
    if text.first == "[" {
      guard let end = text.lastIndex(of: "]"), text.distance(from: text.startIndex, to: end) > 2 else { throw .host }
      let after = text.index(after: end)
      return (text[..<after], try port(text[after...]))
    }
    let host = text.prefix { $0 != ":" }
    let isHost = !host.isEmpty && host.first != "." && host.last != "." && !host.contains("..")
    guard isHost, host.utf8.allSatisfy({ isHostLetter($0) }) else { throw .host }
    return (host, try port(text[host.endIndex...]))
  }

  private static func port(_ text: Substring) throws(Fault) -> UInt16? {
    guard !text.isEmpty else { return nil }
    guard text.first == ":", let port = UInt16(text.dropFirst()), port > 0 else { throw .port }
    return port
  }

  private static func isHostLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "*"):
      true
    default: false
    }
  }
}
