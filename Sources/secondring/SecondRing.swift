import ArgumentParser

/// The command line: `secondring serve`, `secondring echo`, and the tools that work on the data folder.
@main
struct SecondRing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secondring", abstract: "Live chat where a real person answers by the second ring.",
    subcommands: [EchoCommand.self])
}
