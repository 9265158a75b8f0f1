package import ChatDomain
import Primitives
package import TranscriptFormat

/// The sites that embed the widget: `sites/<id>.json`.
///
/// Blocking: the caller's queue.
package struct Sites: Sendable {
  private let files: RecordFiles
  private let sharesCustomers: Bool

  init(_ files: RecordFiles, sharesCustomers: Bool) { (self.files, self.sharesCustomers) = (files, sharesCustomers) }

  /// All of them, by name.
  package func all() throws(StorageError) -> [SiteFile] {
    var sites: [SiteFile] = []
    for file in try files.disk.list(files.path("sites")) where file.hasSuffix(".json") {
      guard let id = SiteID(String(file.dropLast(5))) else {
        let fault = FileFault(line: nil, field: "", problem: "the file's name must be 1-32 of a-z 0-9 - and .json")
        throw .badFile(files.path("sites/\(file)"), fault)
      }
      if let site = try site(id) { sites.append(site) }
    }
    return sites
  }

  /// One of them; nil when there is none of that name.
  package func site(_ id: SiteID) throws(StorageError) -> SiteFile? {
    guard let bytes = try files.read(name(id)) else { return nil }
    do throws(FileFault) {
      var site = try SiteFile(bytes, id: id)
      if sharesCustomers { site.usualBook = "" }
      return site
    } catch { throw .badFile(files.path(name(id)), error) }
  }

  /// Adds a new one.
  package func add(_ site: SiteFile) throws(StorageError) {
    try files.change(name(site.id)) { (bytes: inout [UInt8]?) throws(StorageError) -> Void in
      guard bytes == nil else { throw .exists("site \(site.id)") }
      bytes = site.bytes
    }
  }

  private func name(_ id: SiteID) -> String { "sites/\(id).json" }
}

extension DataFolder {
  /// What `settings.json` says; it is made with this key when it is not there.
  package func settings(makingKey key: () -> [UInt8]) throws(StorageError) -> SettingsFile {
    let path = path("settings.json")
    return try records.change("settings.json") { (bytes: inout [UInt8]?) throws(StorageError) -> SettingsFile in
      let found = bytes ?? SettingsFile(cookieKey: key()).bytes
      bytes = found
      do throws(FileFault) { return try SettingsFile(found) } catch { throw .badFile(path, error) }
    }
  }
}
