extension IPAddress {
  // RFC 6890: loopback, private, shared and link-local.
  private static let local = [
    "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "::1/128",
    "fc00::/7", "fe80::/10",
  ].compactMap { AddressRange($0) }

  /// Whether it is this machine's or this network's own: nobody from outside connects from there.
  package var isLocal: Bool { Self.local.contains { $0.contains(self) } }
}
