import CLinux
import EventLoops
import Glibc
import Synchronization

/// Counts the drafts of this process, so that no two have one name.
private let drafts = Atomic<UInt64>(0)

/// A descriptor that can be handed out beside its path.
private final class NewFile {
  let descriptor: FileDescriptor
  init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }
}

extension Disk {
  /// Puts a whole file in place of the one before: whoever reads, now or after a power cut, finds the one or the other.
  package func replace(_ path: String, with bytes: [UInt8]) throws(StorageError) {
    let draft = try makeDraft(of: path, bytes)
    do throws(StorageError) { try rename(draft, to: path) } catch {
      try discard(draft, after: error)
    }
    try syncFolder(folder(of: path))
  }

  /// Writes the bytes to a new file beside `path`, `.NAME.<n>.tmp`, and syncs it; its path.
  func makeDraft(of path: String, _ bytes: [UInt8]) throws(StorageError) -> String {
    let (draft, file) = try newFile(beside: path)
    do throws(StorageError) {
      try write(bytes, to: file.descriptor, at: 0, path: draft)
      let number = file.descriptor.number
      try perform(.sync, "fsync", draft) { fsync(number) }
    } catch { try discard(draft, after: error) }
    return draft
  }

  /// Opens a file that was not there before: one that stands at its name, or a link, is somebody else's and not written to.
  private func newFile(beside path: String) throws(StorageError) -> (path: String, NewFile) {
    while true {
      let draft = newName(beside: path)
      do throws(StorageError) { return (draft, NewFile(try open(draft, O_WRONLY | O_CREAT | O_EXCL))) } catch {
        guard error.isSystem(EEXIST) else { throw error }
      }
    }
  }

  /// A path that no file of this process has had, in the folder of `path`; lists of the folder leave it out.
  func newName(beside path: String) -> String {
    let number = drafts.wrappingAdd(1, ordering: .relaxed).newValue
    return "\(folder(of: path))/.\(path.split(separator: "/").last ?? "").\(number).tmp"
  }

  /// Takes a draft away that could not be used; what went wrong is thrown on, whether the removal succeeds or not.
  func discard(_ draft: String, after error: StorageError) throws(StorageError) -> Never {
    unlink(draft)
    throw error
  }

  /// Gives each of two files the other's name in one step; false where the file system cannot do that.
  func exchange(_ draft: String, with path: String) throws(StorageError) -> Bool {
    try unlessUnsupported { () throws(StorageError) in
      try perform(.rename, "rename", path) { cl_exchange(draft, path) }
    }
  }

  /// Renames a file and replaces nothing: EEXIST when the name is taken; false where the file system cannot do that.
  func renameNew(_ old: String, to path: String) throws(StorageError) -> Bool {
    try unlessUnsupported { () throws(StorageError) in
      try perform(.rename, "rename", path) { cl_rename_new(old, path) }
    }
  }

  private func unlessUnsupported(_ call: () throws(StorageError) -> Void) throws(StorageError) -> Bool {
    do throws(StorageError) { try call() } catch {
      guard case .system(let error) = error, [EINVAL, ENOSYS, EOPNOTSUPP].contains(error.code) else { throw error }
      return false
    }
    return true
  }

  /// Removes the drafts that a process which was ended left in this folder.
  ///
  /// Only while nobody else writes there.
  func removeDrafts(in path: String) throws(StorageError) {
    for name in try hiddenNames(in: path) where isDraft(name) { try remove("\(path)/\(name)") }
  }

  private func isDraft(_ name: String) -> Bool {
    guard name.hasSuffix(".tmp"), let number = name.dropLast(4).split(separator: ".").last else { return false }
    return UInt64(number) != nil
  }

  // Folders of people have many names and hardly ever a hidden one: the others are not made into texts.
  private func hiddenNames(in path: String) throws(StorageError) -> [String] {
    guard let folder = opendir(path) else {
      guard errno == ENOENT || errno == ENOTDIR else { throw .system(SystemError(operation: "open", subject: path)) }
      return []
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      guard entry.pointee.d_name.0 == CChar(UInt8(ascii: ".")), entry.pointee.d_name.1 != 0 else { continue }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return names
  }
}

/// The folder in which the file of this path is.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return path.hasPrefix("/") ? "/" : "." }
  return String(path[..<slash])
}
