import ChatDomain
import EventLoops
import Glibc
import TranscriptFormat

/// The transcripts being written: appended behind the journal, a bounded number of them open; checkpoints sync them.
struct TranscriptFiles {
  private let folder: DataFolder, limit: Int
  private var open: [ConversationID: OpenTranscript] = [:]
  private var clock = 0

  init(folder: DataFolder, limit: Int) { (self.folder, self.limit) = (folder, limit) }

  /// Appends whole lines; when that fails nothing of them stays in the file.
  mutating func append(_ bytes: [UInt8], to name: TranscriptName) throws(StorageError) {
    try append(bytes, to: name.conversation, called: name)
  }

  /// The same; what a transcript is called is asked only when it is not open.
  mutating func append(
    _ bytes: [UInt8], to conversation: ConversationID, called name: @autoclosure () -> TranscriptName
  ) throws(StorageError) {
    let file = if let file = open[conversation] { file } else { try file(name()) }
    try file.append(bytes, folder.disk, path: folder.path(name().path))
    clock &+= 1
    file.lastUse = clock
  }

  /// Cuts a file after its last good line.
  mutating func cut(_ name: TranscriptName, to length: Int) throws(StorageError) {
    try file(name).cut(to: length, folder.disk, path: folder.path(name.path))
  }

  /// Moves what is no file out of a transcript's place, so that the talk can go on in a new one; where it is then.
  func setAside(_ name: TranscriptName) throws(StorageError) -> String {
    let path = folder.path(name.path)
    for number in 1... {
      let aside = "\(path).aside-\(number)"
      do throws(StorageError) {
        if try !folder.disk.renameNew(path, to: aside) { try folder.disk.rename(path, to: aside) }
        return aside
      } catch { guard error.isSystem(EEXIST) else { throw error } }
    }
    return path
  }

  private mutating func file(_ name: TranscriptName) throws(StorageError) -> OpenTranscript {
    if let file = open[name.conversation] { return file }
    if open.count >= limit { closeOldest() }
    let file = try opened(name)
    open[name.conversation] = file
    return file
  }

  // The day's folder is there but for its first talk.
  private func opened(_ name: TranscriptName) throws(StorageError) -> OpenTranscript {
    let path = folder.path(name.path)
    do { return try OpenTranscript(path, folder.disk) } catch .system(let error) where error.code == ENOENT {
      try folder.disk.makeFolders(name.folder, below: folder.path)
      return try OpenTranscript(path, folder.disk)
    }
  }

  // A quarter at once, so that the sort is rare. Closed unsynced: the checkpoint's sync reports what failed since.
  private mutating func closeOldest() {
    for (conversation, _) in open.sorted(by: { $0.value.lastUse < $1.value.lastUse }).prefix(max(1, limit / 4)) {
      open[conversation] = nil
    }
  }
}

/// One transcript open for writing.
///
/// Where it stands is told each time, and asked only when something fails: hundreds are open.
final class OpenTranscript {
  private let descriptor: FileDescriptor
  private var length: Int
  var lastUse = 0

  init(_ path: String, _ disk: Disk) throws(StorageError) {
    descriptor = try disk.open(path, O_WRONLY | O_CREAT)
    length = Int(lseek(descriptor.number, 0, SEEK_END))
  }

  func append(_ bytes: [UInt8], _ disk: Disk, path: @autoclosure () -> String) throws(StorageError) {
    do { try disk.write(bytes, to: descriptor, at: length, path: path()) } catch {
      try disk.truncate(descriptor, to: length, path: path())
      throw error
    }
    length += bytes.count
  }

  func cut(to length: Int, _ disk: Disk, path: @autoclosure () -> String) throws(StorageError) {
    guard length < self.length else { return }
    try disk.truncate(descriptor, to: length, path: path())
    self.length = length
  }
}
