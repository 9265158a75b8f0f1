import ArgumentParser

/// The load generator: many clients on few event loops, and figures of what they cost the server.
@main
struct Load: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Put load on a server and measure it.",
    subcommands: [EchoLoad.self, ChatLoad.self, ChurnLoad.self, StormLoad.self])
}
