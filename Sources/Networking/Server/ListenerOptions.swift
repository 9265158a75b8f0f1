/// Where to listen, whom to believe, and what a connection may do there.
package struct ListenerOptions: Sendable {
  /// The address to listen on; port 0 asks for a free one.
  package var address: SocketAddress
  /// Proxies whose word about the visitor's address and scheme is taken.
  package var trustedProxies: [AddressRange] = []
  /// Speaks TLS with this certificate; none for plain text, as behind a proxy.
  package var tls: CurrentTLS?
  /// Seconds for which browsers shall come by TLS only (RFC 6797), told with every answer over TLS; nil: not told.
  package var strictTransport: Int?
  /// The bounds on each connection.
  package var limits = ConnectionLimits()

  /// Listens on `address` with the usual bounds and no proxy.
  package init(address: SocketAddress) { self.address = address }
}
