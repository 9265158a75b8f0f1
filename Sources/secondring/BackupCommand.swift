import ArgumentParser
import ChatServer

/// `secondring backup`: a copy to start from, also while the server runs.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the data folder, also while a server writes to it.",
    discussion: "`restore` puts it into a new folder and proves it; any tar unpacks it too.")
  @OptionGroup var destination: Destination
  @OptionGroup var folder: DataOption
  func run() throws { try folder.ask { BackUp(to: destination.path) } }
}
