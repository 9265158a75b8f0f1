import ArgumentParser
import TLSProtocol

/// How a command's clients speak TLS, if they do.
struct Security: ParsableArguments {
  @Flag(help: "Speak TLS.")
  var tls = false
  @Option(help: ArgumentHelp("Trust only the certificates in this PEM file; without it, any.", valueName: "file"))
  var trust: String?

  /// The rules for all clients; nil for plain text.
  func context() throws -> TLSContext? { tls ? try TLSContext(clientTrusting: trust) : nil }
}
