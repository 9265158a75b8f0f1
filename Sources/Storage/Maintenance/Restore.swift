import EventLoops
import Glibc
import Primitives
import TranscriptFormat

/// Puts a backup into a new folder, and proves that every byte of it is what was backed up.
///
/// `format` is written last: a folder that was restored in part is no data folder, and no server starts on it.
package struct Restore {
  /// What was restored.
  package struct Report: Equatable, Sendable {
    /// How many files, talks and people.
    package internal(set) var files = 0, talks = 0, people = 0
  }

  private let source: String, target: String, disk = Disk()
  private var report = Report(), sums = BackupSums(), written: [String] = []
  private var list: BackupSums?, format: [UInt8]?

  /// Restores the backup at a path, an archive or a folder, into a folder that is new or empty.
  package static func run(_ source: String, into target: String) throws(StorageError) -> Report {
    var restore = Restore(source: source, target: target)
    try restore.checkTarget()
    do throws(StorageError) {
      try Disk().isFolder(source) ? restore.copy("") : restore.unpack()
      try restore.prove()
    } catch {
      restore.undo()
      throw error
    }
    return restore.report
  }

  private init(source: String, target: String) {
    self.source = source
    self.target = target
  }

  private func checkTarget() throws(StorageError) {
    guard try disk.exists(source) else { throw .unknown("backup \(source)") }
    try disk.makeFolder(target)
    guard try disk.isFolder(target) else { throw .notAFolder(target) }
    guard try disk.list(target).allSatisfy({ $0 == "lost+found" }) else {
      throw .exists("something in \(target); name a new or empty folder")
    }
  }

  private mutating func copy(_ folder: String) throws(StorageError) {
    for name in try disk.list("\(source)/\(folder)") {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if try disk.isFolder("\(source)/\(path)") {
        try copy(path)
      } else if let bytes = try disk.read("\(source)/\(path)", followingLinks: true) {
        try put(path, bytes)
      }
    }
  }

  private mutating func unpack() throws(StorageError) {
    let file = try disk.open(source, followingLinks: true)
    var offset = 0
    while let entry = try entry(of: file, at: offset) {
      offset += TarHeader.block
      try put(entry.name, try disk.read(file, path: source, entry.size, at: offset))
      offset += entry.size + TarHeader.padding(entry.size)
    }
  }

  private func entry(of file: borrowing FileDescriptor, at offset: Int) throws(StorageError) -> TarEntry? {
    let header = try disk.read(file, path: source, TarHeader.block, at: offset)
    do throws(TarEntry.Fault) { return try TarEntry(header) } catch {
      let problem =
        switch error {
        case .checksum: "this is no header of a tar archive"
        case .notAFile(let name): "\(name) is no file"
        case .badName(let name): "\"\(name)\" is no name for a file in a data folder"
        }
      throw .damaged(source, offset: offset, problem: problem)
    }
  }

  private mutating func put(_ name: String, _ bytes: [UInt8]) throws(StorageError) {
    guard name != BackupSums.name else {
      list = BackupSums(bytes)
      return
    }
    sums.add(name, bytes)
    guard name != "format" else { return format = bytes }
    report.files += 1
    report.talks += TranscriptName(path: name) == nil ? 0 : 1
    report.people += name.hasPrefix("people/") ? 1 : 0
    let parts = name.split(separator: "/").dropLast()
    if !parts.isEmpty { try disk.makeFolders(parts.joined(separator: "/"), below: target) }
    written.append(name)
    let path = "\(target)/\(name)"
    try disk.write(bytes, to: try disk.open(path, O_WRONLY | O_CREAT | O_TRUNC), at: 0, path: path)
  }

  private mutating func prove() throws(StorageError) {
    guard let list, let format else { throw .damaged(source, offset: 0, problem: "this is no whole backup") }
    for (name, sum) in list.files.sorted(by: { $0.key < $1.key }) where sums.files[name] != sum {
      let problem = sums.files[name] == nil ? "is missing" : "is not what was backed up"
      throw .damaged(source, offset: 0, problem: "\(name) \(problem)")
    }
    if let name = sums.files.keys.sorted().first(where: { list.files[$0] == nil }) {
      throw .damaged(source, offset: 0, problem: "\(name) was not there when it was backed up")
    }
    try disk.syncFileSystem(of: target)
    try disk.replace("\(target)/format", with: format)
    report.files += 1
  }

  /// Removes the files written so far; empty folders stay.
  private func undo() { for name in written { try? disk.remove("\(target)/\(name)") } }
}
