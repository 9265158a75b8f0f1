import ArgumentParser
import EventLoops
import Glibc
import Networking
import Primitives
import TLSProtocol
import WebSocketProtocol

/// `secondring echo`: a WebSocket echo on the real engine, for conformance suites and benchmarks.
struct EchoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "echo", abstract: "Answer every WebSocket message with itself.")

  @Option(help: "The address to listen on; port 0 takes a free one.")
  var listen: SocketAddress

  @Option(
    help: ArgumentHelp(
      "The certificate chain to speak TLS with, as PEM; several, one for each name, with a key each.",
      valueName: "file"))
  var tlsCert: [String] = []

  @Option(help: ArgumentHelp("The key of the certificate, as PEM; in the same order.", valueName: "file"))
  var tlsKey: [String] = []

  func validate() throws {
    guard tlsCert.count == tlsKey.count else {
      throw ValidationError("--tls-cert and --tls-key go together, one key for each certificate")
    }
  }

  func run() throws {
    Signals.ignoreBrokenPipe()
    DescriptorLimit.raise()
    let server = NetworkServer(loops: try EventLoop.perCore(label: "echo"))
    var options = ListenerOptions(address: listen)
    options.limits = Echo.connectionLimits
    let certificates = zip(tlsCert, tlsKey).map { CertificateFiles(certificate: $0, key: $1) }
    options.tls = try certificates.first.map { CurrentTLS(try TLSContext($0, Array(certificates.dropFirst()))) }
    // A year; told with what is refused, for all else here is a WebSocket.
    options.strictTransport = 31_536_000
    let listener = try server.listen(options, application: Echo())
    let signals = Signals([SIGTERM, SIGINT]) { _ in
      Task {
        await server.stop(.goingAway, reason: "the server stops", patience: .seconds(5))
        Glibc.exit(EXIT_SUCCESS)
      }
    }
    print("listening on \(options.tls == nil ? "ws" : "wss")://\(listener.address)")
    // Line buffering is for terminals; whoever reads a pipe waits for this line.
    fflush(nil)
    withExtendedLifetime(signals) { sleepForEver() }
  }

  private func sleepForEver() -> Never {
    while true { pause() }
  }
}

extension SocketAddress: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
