/// Where to listen, whom to believe, and what a connection may do there.
package struct ListenerOptions: Sendable {
  /// The address to listen on; port 0 asks for a free one.
  package var address: SocketAddress
  /// Proxies whose word about the visitor's address and scheme is taken.
  package var trustedProxies: [AddressRange] = []
  /// Speaks TLS with this certificate; none for plain text, as behind a proxy.
  package var tls: CurrentTLS?
  /// The bounds on each connection.
  package var limits = ConnectionLimits()

  /// Listens on `address` with the usual bounds and no proxy.
  package init(address: SocketAddress) { self.address = address }
}
