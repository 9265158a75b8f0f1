import ArgumentParser
import ChatServer
import EventLoops
import Glibc
import Logging
import Primitives

/// `secondring serve`: the chat server, in the foreground.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the chat server on a data folder.",
    discussion:
      "Each option may also stand in the file of --config, or in the environment as SECONDRING_LISTEN and so on.")

  @Option(help: "The data folder; made when it is not there.")
  var data: String?
  @Option(help: "Where visitors and agents connect, host:port (default 127.0.0.1:8080).")
  var listen: String?
  @Option(help: "Where the demo shop stands, host:port.")
  var demoListen: String?
  @Option(help: "Where /metrics is served, host:port.")
  var opsListen: String?
  @Option(name: .customLong("public"), help: "The folder with the pages (default Public).")
  var publicFolder: String?
  @Option(help: "How browsers reach this server, https://chat.example.")
  var publicURL: String?
  @Option(
    help:
      "The certificate chain to speak TLS with, as PEM; several, one for each name, with commas; read again on SIGHUP.")
  var tlsCert: String?
  @Option(help: "The key of the certificate, as PEM; as many as certificates, in the same order.")
  var tlsKey: String?
  @Option(help: "Proxies whose X-Forwarded-For is believed: addresses or blocks, with commas.")
  var trustedProxies: String?
  @Option(help: "Milliseconds of a ring, on every site.")
  var ringMilliseconds: String?
  @Option(help: "A JSON file with these options.")
  var config: String?

  func run() throws {
    Signals.ignoreBrokenPipe()
    DescriptorLimit.raise()
    let configuration = try ServerConfiguration(
      arguments: arguments, environment: Environment.all, file: config)
    let level = Logger.Level(rawValue: configuration.logLevel) ?? .info
    let log = Logger(label: "secondring") { JSONLogHandler(label: $0, level: level) }
    let server: ChatServer
    do {
      server = try ChatServer(configuration, log: log)
    } catch {
      log.critical("not started", metadata: ["error": "\(error)"])
      throw ExitCode(1)
    }
    var places: Logger.Metadata = ["listen": "\(server.listen)", "data": "\(configuration.data)"]
    places["demo"] = server.demo.map { "\($0)" }
    places["ops"] = server.ops.map { "\($0)" }
    let signals = Signals([SIGTERM, SIGINT, SIGHUP]) { Self.received($0, server, log) }
    withExtendedLifetime(signals) {
      // Whoever reads this may send the first signal at once.
      log.notice("listening", metadata: places)
      while true { pause() }
    }
  }

  /// A stop has bounds of its own for each step, which come to 8 s.
  private static let longestStop = Milliseconds.seconds(9)

  private static func received(_ signal: Int32, _ server: ChatServer, _ log: Logger) {
    guard signal != SIGHUP else { return server.reload() }
    log.notice("stopping", metadata: ["signal": "\(signal)"])
    // Whatever hangs, the process ends: all that was acknowledged is in the journal.
    Patience.end(longestStop) {
      log.critical("not stopped in time", metadata: ["milliseconds": "\(longestStop.count)"])
      _exit(EXIT_FAILURE)
    }
    Task {
      await server.stop()
      log.notice("stopped")
      Glibc.exit(EXIT_SUCCESS)
    }
  }

  private var arguments: [String: String] {
    [
      "data": data, "listen": listen, "demo-listen": demoListen, "ops-listen": opsListen, "public": publicFolder,
      "public-url": publicURL, "tls-cert": tlsCert, "tls-key": tlsKey, "trusted-proxies": trustedProxies,
      "ring-milliseconds": ringMilliseconds,
    ].compactMapValues { $0 }
  }
}
