import Primitives
import TranscriptFormat

/// What one file holds that is named by its subject: `team/<id>.json`, `sites/<id>.json`.
protocol NamedRecord: Equatable, Sendable {
  associatedtype Kind
  var id: Slug<Kind> { get }
  var bytes: [UInt8] { get }
  init(_ bytes: [UInt8], id: Slug<Kind>) throws(FileFault)
}

extension AgentFile: NamedRecord {}
extension SiteFile: NamedRecord {}

/// The files of one folder, each named by its subject.
///
/// Blocking: the caller's queue.
struct NamedRecords<Record: NamedRecord>: Sendable {
  let files: RecordFiles
  let folder: String
  /// What a record is called in messages.
  let noun: String
  /// A file of the folder that is no record.
  var other = ""

  /// All of them, by name.
  func all() throws(StorageError) -> [Record] {
    var records: [Record] = []
    for file in try files.disk.list(files.path(folder)) where file.hasSuffix(".json") && file != other {
      guard let id = Slug<Record.Kind>(String(file.dropLast(5))) else {
        let fault = FileFault(line: nil, field: "", problem: "the file's name must be 1-32 of a-z 0-9 - and .json")
        throw .badFile(files.path("\(folder)/\(file)"), fault)
      }
      if let record = try record(id) { records.append(record) }
    }
    return records
  }

  /// One of them; nil when there is none of that name.
  func record(_ id: Slug<Record.Kind>) throws(StorageError) -> Record? {
    try files.read(name(id)).map { bytes throws(StorageError) in try decoded(bytes, id) }
  }

  /// Adds a new one.
  func add(_ record: Record) throws(StorageError) {
    guard name(record.id) != "\(folder)/\(other)" else {
      throw .exists("file \(name(record.id)); choose another name")
    }
    try files.change(name(record.id)) { (bytes: inout [UInt8]?) throws(StorageError) -> Void in
      guard bytes == nil else { throw .exists("\(noun) \(record.id)") }
      bytes = record.bytes
    }
  }

  /// Changes one; what it holds then.
  ///
  /// `change` may be called several times, and refuse by throwing.
  func update(
    _ id: Slug<Record.Kind>, _ change: (inout Record) throws(StorageError) -> Void
  ) throws(StorageError) -> Record {
    try files.change(name(id)) { (bytes: inout [UInt8]?) throws(StorageError) -> Record in
      guard let old = try bytes.map({ bytes throws(StorageError) in try decoded(bytes, id) }) else {
        throw .unknown("\(noun) \(id)")
      }
      var new = old
      try change(&new)
      if new != old { bytes = new.bytes }
      return new
    }
  }

  /// Removes one, whatever its file holds.
  func remove(_ id: Slug<Record.Kind>) throws(StorageError) { try files.remove(name(id)) }

  private func name(_ id: Slug<Record.Kind>) -> String { "\(folder)/\(id).json" }

  private func decoded(_ bytes: [UInt8], _ id: Slug<Record.Kind>) throws(StorageError) -> Record {
    do throws(FileFault) { return try Record(bytes, id: id) } catch { throw .badFile(files.path(name(id)), error) }
  }
}
