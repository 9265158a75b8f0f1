import EventLoops
import Glibc
import Primitives
import TranscriptFormat

/// Files that leave the data folder together: a tar archive, on the disk or in memory, or a new folder.
package final class Parcel {
  /// Where it is made.
  package let path: String
  /// How many files it holds.
  package private(set) var count = 0
  /// Checksums of all files, for the restore.
  private(set) var sums = BackupSums()
  /// The archive, when it is made in memory.
  package private(set) var archive: [UInt8] = []
  private let disk = Disk()
  private var length = 0
  private let place: Place

  private enum Place {
    case file(TarFile)
    case folder
    case memory
  }

  private final class TarFile {
    let descriptor: FileDescriptor
    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }
  }

  /// Begins an archive in memory.
  package init() { (path, place) = ("an archive", .memory) }

  /// Begins one, an archive when the name ends in `.tar`; nothing may be there yet.
  package init(to path: String) throws(StorageError) {
    self.path = path
    guard access(path, F_OK) != 0 else { throw .exists("file \(path); name a new one") }
    if path.hasSuffix(".tar") {
      place = .file(TarFile(try disk.open(path, O_WRONLY | O_CREAT | O_EXCL)))
    } else {
      place = .folder
      try disk.makeFolder(path)
    }
  }

  /// Puts one file in.
  package func put(_ name: String, _ bytes: [UInt8]) throws(StorageError) {
    count += 1
    sums.add(name, bytes)
    guard case .folder = place else { return try append(name, bytes) }
    let parts = name.split(separator: "/").dropLast()
    if !parts.isEmpty { try disk.makeFolders(parts.joined(separator: "/"), below: path) }
    let file = "\(path)/\(name)"
    try disk.write(bytes, to: try disk.open(file, O_WRONLY | O_CREAT | O_TRUNC), at: 0, path: file)
  }

  /// Writes the end of the archive and syncs it.
  package func finish() throws(StorageError) {
    switch place {
    case .file(let tar):
      try append(TarHeader.end)
      try disk.sync(tar.descriptor, path: path)
    case .folder: try disk.syncFileSystem(of: path)
    case .memory: try append(TarHeader.end)
    }
  }

  private func append(_ bytes: [UInt8]) throws(StorageError) {
    if case .file(let tar) = place {
      try disk.write(bytes, to: tar.descriptor, at: length, path: path)
    } else {
      archive += bytes
    }
    length += bytes.count
  }

  private func append(_ name: String, _ bytes: [UInt8]) throws(StorageError) {
    let seconds = Clock.calendar().milliseconds / 1_000
    guard let header = TarHeader.bytes(name: name, size: bytes.count, seconds: seconds) else {
      throw .damaged(path, offset: length, problem: "\(name) does not fit into a tar archive; name a folder instead")
    }
    let padding = [UInt8](repeating: 0, count: TarHeader.padding(bytes.count))
    try append(header + bytes + padding)
  }
}
