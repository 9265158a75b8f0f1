import CLinux
import EventLoops
import Glibc
import Primitives

extension Disk {
  /// Opens a regular file, for reading unless the flags say otherwise.
  ///
  /// A link is not followed unless the caller says so; a folder, a pipe or a device is refused at once and never waited for.
  func open(_ path: String, _ flags: Int32 = O_RDONLY, followingLinks: Bool = false) throws(StorageError)
    -> FileDescriptor
  {
    let descriptor = try opened(path, flags | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW))
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else { throw .system(SystemError(operation: "stat", subject: path)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path) }
    return descriptor
  }

  private func opened(_ path: String, _ flags: Int32) throws(StorageError) -> FileDescriptor {
    if flags & O_CREAT != 0 { try perform(.make, "open", path) { 0 } }
    while true {
      let number = Glibc.open(path, flags | O_CLOEXEC, 0o600)
      if number >= 0 { return FileDescriptor(owning: number) }
      switch errno {
      case EINTR: continue
      // A link with O_NOFOLLOW; a folder opened for writing; a pipe that nobody reads, or a socket.
      case ELOOP where flags & O_NOFOLLOW != 0, EISDIR, ENXIO: throw .notAFile(path)
      default: throw .system(SystemError(operation: "open", subject: path))
      }
    }
  }

  /// A whole file; nil when it is not there.
  package func read(_ path: String, followingLinks: Bool = false) throws(StorageError) -> [UInt8]? {
    let descriptor: FileDescriptor
    do { descriptor = try open(path, followingLinks: followingLinks) } catch .system(let error)
      where error.code == ENOENT
    { return nil }
    return try read(descriptor, path: path)
  }

  /// The same into the room that a file of the same size had: clearing memory for each takes longer than reading it.
  func read(_ path: String, into bytes: inout [UInt8]) throws(StorageError) -> Bool {
    let descriptor: FileDescriptor
    do { descriptor = try open(path) } catch .system(let error) where error.code == ENOENT { return false }
    try read(descriptor, path: path, into: &bytes)
    return true
  }

  private func read(_ descriptor: borrowing FileDescriptor, path: String, into bytes: inout [UInt8])
    throws(StorageError)
  {
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else { throw .system(SystemError(operation: "stat", subject: path)) }
    let (number, size) = (descriptor.number, Int(status.st_size))
    guard bytes.count == size else { return bytes = try read(descriptor, path: path, upTo: size, at: 0) }
    let (done, code) = bytes.withUnsafeMutableBytes { fill($0, from: number, at: 0) }
    guard code == 0 else { throw .system(SystemError(operation: "read", code: code, subject: path)) }
    bytes.removeLast(bytes.count - done)
  }

  func read(_ descriptor: borrowing FileDescriptor, path: String) throws(StorageError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else { throw .system(SystemError(operation: "stat", subject: path)) }
    return try read(descriptor, path: path, upTo: Int(status.st_size), at: 0)
  }

  /// So many bytes of a file from a place on, which must be there.
  func read(_ descriptor: borrowing FileDescriptor, path: String, _ count: Int, at offset: Int) throws(StorageError)
    -> [UInt8]
  {
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else { throw .system(SystemError(operation: "stat", subject: path)) }
    let end = offset.addingReportingOverflow(count)
    guard !end.overflow, end.partialValue <= Int(status.st_size) else {
      throw .damaged(path, offset: Int(status.st_size), problem: "the file ends too early")
    }
    return try read(descriptor, path: path, upTo: count, at: offset)
  }

  /// The same, or as many as there are.
  func read(_ descriptor: borrowing FileDescriptor, path: String, upTo count: Int, at offset: Int)
    throws(StorageError) -> [UInt8]
  {
    // An empty array is one and the same for the whole process: nothing may be written into it, not even its count.
    guard count > 0 else { return [] }
    let number = descriptor.number
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { memory, done in
      useLargePages(memory)
      let room = UnsafeMutableRawBufferPointer(start: memory.baseAddress, count: count)
      (done, code) = fill(room, from: number, at: offset)
    }
    guard code == 0 else { throw .system(SystemError(operation: "read", code: code, subject: path)) }
    return bytes
  }

  /// Reads until there is no more or no room: how many bytes, and the error that ended it, or 0.
  private func fill(_ room: UnsafeMutableRawBufferPointer, from descriptor: Int32, at start: Int) -> (Int, code: Int32)
  {
    var done = 0
    while done < room.count {
      let more = pread(descriptor, room.baseAddress.map { $0 + done }, room.count - done, start + done)
      if more < 0, errno == EINTR { continue }
      guard more > 0 else { return (done, more < 0 ? errno : 0) }
      done += more
    }
    return (done, 0)
  }

  /// Makes the names in a folder survive a power cut.
  func syncFolder(_ path: String) throws(StorageError) {
    let descriptor = try opened(path, O_RDONLY | O_DIRECTORY)
    let number = descriptor.number
    try perform(.syncFolder, "fsync", path) { fsync(number) }
  }

  /// Makes everything written so far on the file system of this folder survive a power cut.
  func syncFileSystem(of path: String) throws(StorageError) {
    let descriptor = try opened(path, O_RDONLY | O_DIRECTORY)
    let number = descriptor.number
    try perform(.sync, "syncfs", path) { cl_sync_files(number) }
  }

  func exists(_ path: String) throws(StorageError) -> Bool {
    if access(path, F_OK) == 0 { return true }
    guard errno == ENOENT || errno == ENOTDIR else { throw .system(SystemError(operation: "stat", subject: path)) }
    return false
  }

  package func isFolder(_ path: String) throws(StorageError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw .system(SystemError(operation: "stat", subject: path)) }
      return false
    }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// A number that changes when a file does, made of its size and when it was written; nil when it is not there.
  func stamp(_ path: String) throws(StorageError) -> Int64? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw .system(SystemError(operation: "stat", subject: path)) }
      return nil
    }
    let time = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    return time &* 31 &+ Int64(status.st_size)
  }

  /// When a file was last written; nil when it is not there.
  func written(_ path: String) throws(StorageError) -> Instant? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw .system(SystemError(operation: "stat", subject: path)) }
      return nil
    }
    return Instant(milliseconds: Int64(status.st_mtim.tv_sec) &* 1_000 &+ Int64(status.st_mtim.tv_nsec) / 1_000_000)
  }

  /// Makes a folder below one that is there; true when it was not there before.
  @discardableResult
  func makeFolder(_ path: String) throws(StorageError) -> Bool {
    do { try perform(.make, "mkdir", path) { mkdir(path, 0o700) } } catch .system(let error) where error.code == EEXIST
    {
      return false
    }
    return true
  }

  /// Makes all folders of a path below `root`, and their names durable.
  package func makeFolders(_ path: String, below root: String) throws(StorageError) {
    var whole = root
    for part in path.split(separator: "/") {
      let parent = whole
      whole += "/\(part)"
      if try makeFolder(whole) { try syncFolder(parent) }
    }
  }

  /// Removes a file; one that is not there is fine.
  package func remove(_ path: String) throws(StorageError) {
    do { try perform(.remove, "unlink", path) { unlink(path) } } catch .system(let error) where error.code == ENOENT {}
  }

  func rename(_ path: String, to other: String) throws(StorageError) {
    try perform(.rename, "rename", path) { Glibc.rename(path, other) }
  }

  /// The names in a folder, sorted, without those that begin with a dot; empty when it is not there.
  package func list(_ path: String) throws(StorageError) -> [String] {
    guard let folder = opendir(path) else {
      guard errno == ENOENT else { throw .system(SystemError(operation: "open", subject: path)) }
      return []
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}

/// Asks for large pages: of a journal segment, small ones take longer to get than the file to read.
private func useLargePages(_ memory: UnsafeMutableBufferPointer<UInt8>) {
  let size = 2 << 20
  guard memory.count >= 2 * size, let base = memory.baseAddress else { return }
  let gap = size - Int(bitPattern: base) % size
  madvise(base + gap, (memory.count - gap) / size * size, MADV_HUGEPAGE)
}
