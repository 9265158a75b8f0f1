import EventLoops
import Glibc

/// Who was called when they were on call: `calls.jsonl`, a line a call.
///
/// Blocking: the caller's queue.
package struct CallBook: Sendable {
  private let folder: DataFolder

  /// That of this folder.
  package init(_ folder: DataFolder) { self.folder = folder }

  /// Writes lines behind the others.
  package func append(_ lines: [UInt8]) throws(StorageError) {
    let path = folder.path("calls.jsonl")
    let descriptor = try folder.disk.open(path, O_WRONLY | O_CREAT | O_APPEND)
    // To a file that is appended to, the system writes at its end, whatever the place.
    try folder.disk.write(lines, to: descriptor, at: 0, path: path)
  }
}
