import ArgumentParser
import Glibc

/// `secondring backup`: a copy to start from, also while the server runs.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the data folder, also while a server writes to it.",
    discussion: "`restore` puts it into a new folder and proves it; any tar unpacks it too.")
  @OptionGroup var destination: Destination
  @OptionGroup var folder: DataOption
  func run() throws { try folder.ask("backup", ["to": [destination.path]]) }
}

/// Where files go that leave the data folder.
struct Destination: ParsableArguments {
  @Option(help: "A new archive, FILE.tar, or a new folder.") var to: String

  /// The running server has another working directory.
  var path: String {
    guard !to.hasPrefix("/"), let here = getcwd(nil, 0) else { return to }
    defer { free(here) }
    return "\(String(cString: here))/\(to)"
  }
}

extension PersonCommand {
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write all that is held on somebody: their file, orders and talks, the talks also as text.")
    @Argument(help: "A name, mail address, website, customer number or id.") var who: String
    @OptionGroup var destination: Destination
    @OptionGroup var folder: DataOption
    func run() throws { try folder.ask("person export", ["who": [who], "to": [destination.path]]) }
  }

  struct Erase: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase all that is held on somebody, for ever; their open talks must have ended.")
    @Argument(help: "A name, mail address, website, customer number or id.") var who: String
    @OptionGroup var folder: DataOption
    func run() throws { try folder.ask("person erase", ["who": [who]]) }
  }
}
