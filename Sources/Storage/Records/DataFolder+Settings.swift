import Primitives
package import TranscriptFormat

extension DataFolder {
  /// What `settings.json` says; it is made with this key when it is not there.
  package func settings(makingKey key: () -> [UInt8]) throws(StorageError) -> SettingsFile {
    let name = PersonData.settings.name
    let path = path(name)
    return try records.change(name) { (bytes: inout [UInt8]?) throws(StorageError) -> SettingsFile in
      let found = bytes ?? SettingsFile(cookieKey: key()).bytes
      bytes = found
      do throws(FileFault) { return try SettingsFile(found) } catch { throw .badFile(path, error) }
    }
  }
}
