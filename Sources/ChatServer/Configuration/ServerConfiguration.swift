import Primitives
package import TLSProtocol

/// Everything that `secondring serve` can be told; later sources win: file < environment < arguments.
package struct ServerConfiguration: Sendable {
  /// The data folder.
  package var data: String
  /// Where visitors and agents connect, `host:port`.
  package var listen: String
  /// Where the demo shop stands, on an origin of its own; nil for none.
  package var demoListen: String?
  /// Where metrics are served; nil for none.
  package var opsListen: String?
  /// The folder with the pages.
  package var publicFolder: String
  /// How the outside reaches this server, `https://chat.example`; nil: as each request says.
  package var publicURL: String?
  /// The certificates with which visitors and agents are served, one for each name; none: plain, as behind a proxy.
  package var tls: [CertificateFiles]
  /// Whose X-Forwarded-For is believed: addresses or CIDR blocks.
  package var trustedProxies: [String]
  /// Event loops for connections; 0: one per core but one, and at least one.
  package var loops: Int
  /// Milliseconds of a ring on every site, whatever their files say; nil: as they say.
  package var ringMilliseconds: Int?
  /// Connections that one address may hold at once.
  package var connectionsPerAddress: Int
  /// How many messages a visitor may send at once, and how many a second after that.
  package var visitorBurst: Int, visitorMessagesPerSecond: Double
  /// How many commands one connection may send at once, and how many a second after that.
  package var commandBurst: Int, commandsPerSecond: Double
  /// Milliseconds from the upgrade in which a page or console must have said hello.
  package var helloMilliseconds: Int
  /// The same, as a time.
  var hello: Milliseconds { .milliseconds(Int64(helloMilliseconds)) }
  /// Bytes of one journal segment; small ones on small disks.
  package var segmentBytes: Int
  /// What is logged: `debug`, `info`, `notice`, `warning`, `error`.
  package var logLevel: String

  /// How long browsers shall come by TLS only: a year, or not told for `localhost`, where other servers stand too.
  package var strictTransport: Int? {
    let host = publicURL.map { String($0.split(separator: "/").last ?? "") } ?? listen
    return tls.isEmpty || host.hasPrefix("localhost") || host.hasPrefix("127.") || host.hasPrefix("[::1]")
      ? nil : 31_536_000
  }
}
