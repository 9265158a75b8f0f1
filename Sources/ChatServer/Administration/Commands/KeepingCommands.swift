import ChatDomain
import EventLoops
import Storage
import TranscriptFormat

/// Copies the data folder.
package struct BackUp: ControlCommand {
  package static let verb = ControlVerb.backup
  /// A path that holds for the server, too: it has another working directory.
  package var path: String

  package init(to path: String) { self.path = path }
  package init(_ options: ControlOptions) { self.init(to: options.text(.to)) }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.to, path)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let count = try administration.keeping { [path] turn throws(StorageError) in try turn.backUp(to: path) }
    return "Copied \(count) files to \(path).\n"
  }
}

/// Erases the talks that their sites keep no longer, or only says which these are.
package struct ExpireTalks: ControlCommand {
  package static let verb = ControlVerb.expire
  package var isDryRun: Bool

  package init(isDryRun: Bool) { self.isDryRun = isDryRun }

  package init(_ options: ControlOptions) throws(AdministrationError) {
    self.init(isDryRun: try options.optional(.dryRun) ?? false)
  }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.dryRun, isDryRun)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let sites = try administration.folder.sites.all()
    guard !isDryRun else {
      let held = try Holdings(endedBefore: Clock.calendar(), Retention(sites), in: administration.folder)
      return held.files.map { "\($0)\n" }.joined() + "\(held.talks.count) talks would be erased.\n"
    }
    let held = try administration.keeping { turn throws(StorageError) in try turn.expire(sites) }
    return "Erased \(held.talks.count) talks. Backups still have them.\n"
  }
}

extension Administration {
  /// Works through the running server's store, or opens one on a folder that nobody has open.
  func keeping<Answer: Sendable>(
    _ task: @escaping @Sendable (Keeping.Turn) throws(StorageError) -> Answer
  ) throws(StorageError) -> Answer {
    guard let services else { return try Keeping.alone(on: folder, task) }
    return try services.keeping.wait(for: task)
  }
}
