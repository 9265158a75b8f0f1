import EventLoops
import Glibc
import Primitives
import TranscriptFormat

/// Files that leave the data folder together: one tar archive when the name ends in `.tar`, else a new folder.
package final class Parcel {
  /// Where it is made.
  package let path: String
  /// How many files it holds.
  package private(set) var count = 0
  private let disk = Disk()
  private var length = 0
  private let tar: TarFile?

  private final class TarFile {
    let descriptor: FileDescriptor
    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }
  }

  /// Begins one; nothing may be there yet.
  package init(to path: String) throws(StorageError) {
    self.path = path
    guard access(path, F_OK) != 0 else { throw .exists("file \(path); name a new one") }
    if path.hasSuffix(".tar") {
      tar = TarFile(try disk.open(path, O_WRONLY | O_CREAT | O_EXCL))
    } else {
      tar = nil
      try disk.makeFolder(path)
    }
  }

  /// Puts one file in.
  package func put(_ name: String, _ bytes: [UInt8]) throws(StorageError) {
    count += 1
    if let tar { return try append(name, bytes, to: tar) }
    let parts = name.split(separator: "/").dropLast()
    if !parts.isEmpty { try disk.makeFolders(parts.joined(separator: "/"), below: path) }
    let file = "\(path)/\(name)"
    try disk.write(bytes, to: try disk.open(file, O_WRONLY | O_CREAT | O_TRUNC), at: 0, path: file)
  }

  /// Makes it whole and durable.
  package func finish() throws(StorageError) {
    if let tar {
      try disk.write(TarHeader.end, to: tar.descriptor, at: length, path: path)
      try disk.sync(tar.descriptor, path: path)
    } else {
      try disk.syncFileSystem(of: path)
    }
  }

  private func append(_ name: String, _ bytes: [UInt8], to tar: TarFile) throws(StorageError) {
    let seconds = Clock.now().milliseconds / 1_000
    guard let header = TarHeader.bytes(name: name, size: bytes.count, seconds: seconds) else {
      throw .damaged(path, offset: length, problem: "\(name) does not fit into a tar archive; name a folder instead")
    }
    let padding = [UInt8](repeating: 0, count: TarHeader.padding(bytes.count))
    try disk.write(header + bytes + padding, to: tar.descriptor, at: length, path: path)
    length += header.count + bytes.count + padding.count
  }
}
