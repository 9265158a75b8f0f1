import EventLoops
import Glibc
import TranscriptFormat

/// One journal file being written: preallocated, so that a full disk is met when it is made and not at a later write.
final class Segment: Sendable {
  let number: UInt32, path: String, size: Int
  let header: SegmentHeader
  private let disk: Disk
  private let descriptor: FileDescriptor

  /// Makes `journal/00000007.log` and its name durable; whatever a failed attempt left there is replaced.
  init(_ number: UInt32, in folder: DataFolder, size: Int) throws(StorageError) {
    let name = Self.path(number, in: folder)
    (self.number, self.size, disk, path) = (number, size, folder.disk, name)
    header = SegmentHeader(number: number, salt: UInt32.random(in: 1...(.max)))
    descriptor = try disk.open(name, O_WRONLY | O_CREAT | O_TRUNC)
    do throws(StorageError) {
      try disk.reserve(descriptor, length: size, path: name)
      try disk.write(header.bytes, to: descriptor, at: 0, path: name)
      // What is written over needs no new note of the file system: a sync is one write, and waits for nobody else's.
      try disk.clear(descriptor, from: header.bytes.count, to: size, path: name)
      let open = descriptor.number
      try disk.perform(.sync, "fsync", name) { fsync(open) }
      try disk.syncFolder(folder.path("journal"))
    } catch {
      // Half a segment would hold the room that is wanted.
      unlink(name)
      throw error
    }
  }

  static func path(_ number: UInt32, in folder: DataFolder) -> String {
    let digits = String(number)
    return folder.path("journal/\(String(repeating: "0", count: max(0, 8 - digits.count)))\(digits).log")
  }

  /// The segments of a folder, in order.
  static func numbers(in folder: DataFolder) throws(StorageError) -> [UInt32] {
    try folder.disk.list(folder.path("journal")).compactMap { name in
      name.hasSuffix(".log") ? UInt32(name.dropLast(4)) : nil
    }.sorted()
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(StorageError) {
    try disk.write(bytes, to: descriptor, at: offset, path: path)
    do throws(StorageError) { try disk.sync(descriptor, path: path) } catch .system(let error) {
      let place = "\(path), byte \(offset)"
      throw .system(SystemError(operation: error.operation, code: error.code, subject: place))
    }
  }
}
