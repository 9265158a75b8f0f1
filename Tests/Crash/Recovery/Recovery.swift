import ArgumentParser

/// How long a start takes behind a long journal that no checkpoint covers.
@main
struct Recovery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recovery", abstract: "Write a long journal, die, and measure the next start.",
    subcommands: [Fill.self, Start.self])

  struct Fill: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Append messages by the real journal with no checkpoint on the way, and die behind the last ack.")
    @Option(help: "The data folder; new or empty.") var data: String
    @Option(help: "How many messages.") var messages = 1_000_000
    @Option(help: "How many of them make a talk.") var talk = 50

    func run() throws { try JournalFiller(data, linesOfTalk: talk).run(messages) }
  }

  struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start the store, and print how long that took; exit 1 beyond the aim.")
    @Option(help: "A data folder that nobody has open.") var data: String
    @Option(help: "Seconds that a start may take.") var aim = 2.0

    func run() throws {
      let isFast = try StartMeasure(data).run(aim: aim)
      if !isFast { throw ExitCode(1) }
    }
  }
}
