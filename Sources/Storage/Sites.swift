package import ChatDomain
import Primitives
package import TranscriptFormat

/// The sites that embed the widget: `sites/<id>.json`.
///
/// Blocking: the caller's queue.
package struct Sites: Sendable {
  private let folder: DataFolder

  /// Those of this folder.
  package init(_ folder: DataFolder) { self.folder = folder }

  /// All of them, by name.
  package func all() throws(StorageError) -> [SiteFile] {
    var sites: [SiteFile] = []
    for file in try folder.disk.list(folder.path("sites")) where file.hasSuffix(".json") {
      guard let id = SiteID(String(file.dropLast(5))) else {
        let fault = FileFault(line: nil, field: "", problem: "the file's name must be 1-32 of a-z 0-9 - and .json")
        throw .badFile(folder.path("sites/\(file)"), fault)
      }
      if let site = try site(id) { sites.append(site) }
    }
    return sites
  }

  /// One of them; nil when there is none of that name.
  package func site(_ id: SiteID) throws(StorageError) -> SiteFile? {
    let path = folder.path("sites/\(id).json")
    guard let bytes = try folder.disk.read(path) else { return nil }
    do throws(FileFault) { return try SiteFile(bytes, id: id) } catch { throw .badFile(path, error) }
  }

  /// Adds a new one.
  package func add(_ site: SiteFile) throws(StorageError) {
    guard try self.site(site.id) == nil else { throw .exists("site \(site.id)") }
    try save(site)
  }

  /// Writes one anew.
  package func save(_ site: SiteFile) throws(StorageError) {
    try folder.disk.replace(folder.path("sites/\(site.id).json"), with: site.bytes)
  }
}

extension DataFolder {
  /// What `settings.json` says; it is made with this key when it is not there.
  package func settings(makingKey key: () -> [UInt8]) throws(StorageError) -> SettingsFile {
    let path = path("settings.json")
    guard let bytes = try disk.read(path) else {
      let settings = SettingsFile(cookieKey: key())
      try disk.replace(path, with: settings.bytes)
      return settings
    }
    do throws(FileFault) { return try SettingsFile(bytes) } catch { throw .badFile(path, error) }
  }
}
