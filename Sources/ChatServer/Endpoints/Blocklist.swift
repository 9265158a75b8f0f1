package import ChatDomain
import Primitives
package import Storage
import Synchronization

/// Visitors who may not write, one id a line in `blocked.txt`: hand-editable, and read again on SIGHUP.
package final class Blocklist: Sendable {
  private let folder: DataFolder
  private let visitors: Mutex<Set<VisitorID>>

  /// Reads the file; none is an empty list.
  package init(_ folder: DataFolder) throws(StorageError) {
    self.folder = folder
    visitors = Mutex(try Self.read(folder))
  }

  /// Whether this visitor may not write.
  package func contains(_ visitor: VisitorID) -> Bool { visitors.withLock { $0.contains(visitor) } }

  /// Reads the file again; blocking.
  package func reload() throws(StorageError) {
    let read = try Self.read(folder)
    visitors.withLock { $0 = read }
  }

  /// Puts a visitor on the list; blocking.
  package func block(_ visitor: VisitorID) throws(StorageError) { try change { $0.insert(visitor) } }

  /// Takes a visitor off the list; blocking.
  package func unblock(_ visitor: VisitorID) throws(StorageError) { try change { $0.remove(visitor) } }

  private func change(_ body: (inout Set<VisitorID>) -> Void) throws(StorageError) {
    let all = visitors.withLock { visitors in
      body(&visitors)
      return visitors
    }
    let text = all.sorted().map { "\($0)\n" }.joined()
    try folder.disk.replace(folder.path("blocked.txt"), with: Array(text.utf8))
  }

  private static func read(_ folder: DataFolder) throws(StorageError) -> Set<VisitorID> {
    guard let bytes = try folder.disk.read(folder.path("blocked.txt")) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    return Set(lines.compactMap { VisitorID($0.prefix { !$0.isWhitespace }) })
  }
}
