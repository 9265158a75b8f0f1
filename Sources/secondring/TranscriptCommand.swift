import ArgumentParser
import ChatDomain
import ChatServer
import Primitives
import Storage

/// `secondring transcript …`: reads the folder's files, also beside a running server.
struct TranscriptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transcript", abstract: "List, read, search and check the talks.",
    subcommands: [List.self, Show.self, Search.self, Export.self, Verify.self, Expire.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "One line for each talk, oldest first.")
    @Option(help: "Only this day, 2026-11-22.") var day: String?
    @Option(help: "The data folder.") var data: String
    func run() throws { try commands(data).list(day: day) }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print a talk as a person reads it.")
    @Argument(help: "The talk's name, as `list` shows it.") var id: String
    @Option(help: "The data folder.") var data: String
    func run() throws {
      guard let conversation = ConversationID(id) else { throw ValidationError("'\(id)' is no name of a talk") }
      try commands(data).show(conversation)
    }
  }

  struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find talks and people by words, names, order numbers and days, the newest first.",
      discussion: "All words must be there, in any case and without accents; a name may have one letter wrong.")
    @Argument(help: "Words, \"phrases in quotes\", 2026-11-22 or 2026-11 for when a talk began.") var words: [String]
    @Option(help: "How many talks at most, 1 to 100.") var limit = 20
    @Option(help: "Go on behind this hit, as the last answer says.") var after: String?
    @OptionGroup var folder: DataOption

    func run() throws {
      try folder.ask {
        try FindWords(text: words.joined(separator: " "), after: after, limit: String(limit))
      }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write talks as text, as `show` prints them, and as they are kept: two files a talk.")
    @Option(help: "Only this day, 2026-11-22.") var day: String?
    @OptionGroup var destination: Destination
    @Option(help: "The data folder.") var data: String
    func run() throws { try commands(data).export(day: day, to: destination.path) }
  }

  struct Expire: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase the talks that ended longer ago than keepDays of their site says; a server does it once a day.")
    @Flag(help: "Only list them.") var dryRun = false
    @OptionGroup var folder: DataOption
    func run() throws { try folder.ask { ExpireTalks(isDryRun: dryRun) } }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every line; exit 1 when one is not as it was written.")
    @Option(help: "The data folder.") var data: String
    func run() throws {
      if try !commands(data).verify() { throw ExitCode(1) }
    }
  }
}

private func commands(_ data: String) -> TranscriptCommands { TranscriptCommands(root: data) { print($0) } }
