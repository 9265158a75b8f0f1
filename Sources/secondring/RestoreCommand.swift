import ArgumentParser
import Storage

/// `secondring restore`: the counterpart of `backup`.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup into a new or empty data folder, and prove every file of it.")
  @Argument(help: "What `backup` wrote: FILE.tar or a folder.") var backup: String
  @OptionGroup var folder: DataOption

  func run() throws {
    do throws(StorageError) {
      let report = try Restore.run(backup, into: folder.data)
      print("Restored \(report.files) files: \(report.talks) talks, \(report.people) people. All are as backed up.")
    } catch {
      Terminal.complain("\(error)")
      throw ExitCode(1)
    }
  }
}
