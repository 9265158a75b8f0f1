package import Logging
import Synchronization

/// The pages as they are served now.
///
/// Reading them again replaces all of them at once, under another version.
package final class PublicPages: Sendable {
  /// One reading of the folder.
  package struct Reading: Sendable {
    package let folder: PublicFolder
    let widget: WidgetScript

    init(path: String) throws {
      folder = try PublicFolder(path: path)
      widget = try WidgetScript(folder)
    }
  }

  private let path: String
  private let log: Logger
  private let reading: Mutex<Reading>

  /// Reads the folder; the error names what can't be served.
  package init(path: String, log: Logger) throws {
    (self.path, self.log) = (path, log)
    reading = Mutex(try Reading(path: path))
    report()
  }

  package var now: Reading { reading.withLock { $0 } }

  /// Reads the folder again, as after SIGHUP; when it can't be served the pages stay as they are, and the log says why.
  package func reload() {
    do {
      let next = try Reading(path: path)
      let isNew = reading.withLock { reading in
        defer { reading = next }
        return reading.folder.version != next.folder.version
      }
      guard isNew else { return }
      log.notice("pages read again", metadata: ["version": "\(next.folder.version)"])
      report()
    } catch { log.error("pages not read again", metadata: ["error": "\(error)"]) }
  }

  private func report() {
    guard let fault = now.folder.bundleFault else { return }
    log.error(
      "the panel is served in many files: it can't be made one script",
      metadata: ["file": "\(fault.file)", "line": "\(fault.line)"])
  }
}
