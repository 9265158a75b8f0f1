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
      guard let address = IPAddress(entry.drop { $0 == " " }.prefix { $0 != " " }) else { break }
      visitor = address
      if !trusts(address) { break }
    }
    let scheme = headers["x-forwarded-proto"]?.split(separator: ",").last?.drop { $0 == " " }.prefix { $0 != " " }
    return Forwarded(visitor: visitor, isSecure: scheme == "https")
  }
}
