import HTTPProtocol

/// What a trusted proxy says of the visitor it speaks for.
struct Forwarded {
  let visitor: IPAddress
  let isSecure: Bool
}

extension ListenerOptions {
  func trusts(_ address: IPAddress) -> Bool { trustedProxies.contains { $0.contains(address) } }

  /// The visitor behind `peer`, when that is a trusted proxy.
  ///
  /// Each proxy adds the address it saw at the right end, so everything left of the first untrusted one is hearsay.
  func forwarded(_ headers: HTTPHeaders, from peer: IPAddress) -> Forwarded? {
    guard trusts(peer) else { return nil }
    var visitor = peer
    let chain = headers["x-forwarded-for"]?.split(separator: ",") ?? []
    for entry in chain.reversed() {
      guard let address = IPAddress(forwarded: entry) else { break }
      visitor = address
      if !trusts(address) { break }
    }
    let scheme = headers["x-forwarded-proto"]?.split(separator: ",").last.map { ForwardedText.bare($0).lowercased() }
    return Forwarded(visitor: visitor, isSecure: scheme == "https")
  }
}

extension IPAddress {
  /// Reads one entry of `X-Forwarded-For`, as proxies write it: `192.0.2.7`, `192.0.2.7:51000`, `2001:db8::1`,
  /// `[2001:db8::1]:443`, in quotes, behind `for=` and with a zone; nil for `unknown`, a name, or anything else.
  package init?(forwarded entry: some StringProtocol) {
    var text = ForwardedText.bare(entry)
    if text.lowercased().hasPrefix("for=") { text = ForwardedText.bare(text.dropFirst("for=".count)) }
    guard let host = ForwardedText.host(text) else { return nil }
    self.init(host)
  }
}

private enum ForwardedText {
  /// Without spaces and quotes around it, and without what follows a semicolon.
  static func bare(_ text: some StringProtocol) -> Substring {
    func isAround(_ letter: Character) -> Bool { letter == " " || letter == "\t" || letter == "\"" }
    var bare = Substring(text).prefix { $0 != ";" }.drop(while: isAround)
    while let last = bare.last, isAround(last) { bare.removeLast() }
    return bare
  }

  /// Without brackets, port and zone; nil when what follows the address is no port.
  static func host(_ text: Substring) -> Substring? {
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]"), isPort(text[text.index(after: end)...]) else { return nil }
      return text[text.index(after: text.startIndex)..<end].prefix { $0 != "%" }
    }
    // One colon: IPv4 and a port. IPv6 without brackets has at least two, and no port.
    if let colon = text.firstIndex(of: ":"), text.lastIndex(of: ":") == colon {
      return isPort(text[colon...]) ? text[..<colon] : nil
    }
    return text.prefix { $0 != "%" }
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.isEmpty || text.first == ":" && UInt16(text.dropFirst()) != nil
  }
}
