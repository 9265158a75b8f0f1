import Glibc
import Storage
import Synchronization

/// Files as a hand edits them, beside the server.
enum TestDisk {
  static func text(_ path: String) -> String? {
    (try? Disk().read(path)).flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes into the file itself, as many editors do.
  static func write(_ path: String, _ text: String) { put(path, text, O_TRUNC) }

  static func append(_ path: String, _ text: String) { put(path, text, O_APPEND) }

  /// Writes a new file and renames it over the old one, as other editors do.
  static func replace(_ path: String, _ text: String) {
    put(path + "~", text, O_TRUNC)
    rename(path + "~", path)
  }

  private static func put(_ path: String, _ text: String, _ flags: Int32) {
    let descriptor = open(path, O_WRONLY | O_CREAT | flags, 0o600)
    defer { close(descriptor) }
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// All names below a folder, hidden ones too.
  static func names(below path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      names += [name] + Self.names(below: "\(path)/\(name)")
    }
    return names.sorted()
  }

  /// What a process that was ended while it changed something leaves.
  static func drafts(below path: String) -> [String] { names(below: path).filter { $0.hasSuffix(".tmp") } }
}

/// Something that is to happen once, when the disk comes to a step.
final class Once: Sendable {
  private let due: Mutex<Bool>

  init(isDue: Bool = false) { due = Mutex(isDue) }

  var isDue: Bool { due.withLock { $0 } }

  func begin() { due.withLock { $0 = true } }

  /// True for the first who asks after `begin`.
  func take() -> Bool {
    due.withLock { isDue in
      defer { isDue = false }
      return isDue
    }
  }
}

/// Numbers from 1, each given once.
final class Counter: Sendable {
  private let count = Mutex(0)
  var last: Int { count.withLock { $0 } }

  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
