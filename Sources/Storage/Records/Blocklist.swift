package import ChatDomain
import Primitives
import Synchronization
import TranscriptFormat

/// Visitors who may not write, one id a line in `blocked.txt`: hand-editable, and read again on SIGHUP.
package final class Blocklist: Sendable {
  private static let name = "blocked.txt"
  private let files: RecordFiles
  private let visitors = Mutex<Set<VisitorID>>([])
  // What is in memory follows the file in the order of its changes.
  private let turn = Mutex(())

  /// An empty one; `reload` reads the file.
  init(_ files: RecordFiles) { self.files = files }

  /// Whether this visitor may not write.
  package func contains(_ visitor: VisitorID) -> Bool { visitors.withLock { $0.contains(visitor) } }

  /// Reads the file again, none as an empty list; blocking.
  package func reload() throws(StorageError) {
    try turn.withLock { _ throws(StorageError) in show(BlockedFile(try files.read(Self.name) ?? [])) }
  }

  /// Puts a visitor on the list; blocking.
  package func block(_ visitor: VisitorID) throws(StorageError) { try change { $0.add(visitor) } }

  /// Takes a visitor off the list; blocking.
  package func unblock(_ visitor: VisitorID) throws(StorageError) { try change { $0.remove { $0 == visitor } } }

  /// Takes the browsers of persons who were erased off the list, and off edits that were kept beside it; blocking.
  func forget(_ persons: Set<PersonID>) throws(StorageError) {
    try change { $0.remove { persons.contains(PersonID(visitor: $0)) } }
    for name in try files.keptBeside(Self.name) {
      try files.change(name) { (bytes: inout [UInt8]?) throws(StorageError) -> Void in
        var edit = BlockedFile(bytes ?? [])
        edit.remove { persons.contains(PersonID(visitor: $0)) }
        if bytes != nil { bytes = edit.bytes }
      }
    }
  }

  private func change(_ body: (inout BlockedFile) -> Void) throws(StorageError) {
    try turn.withLock { _ throws(StorageError) in
      let before = visitors.withLock { $0 }
      do throws(StorageError) {
        try files.change(Self.name) { (bytes: inout [UInt8]?) throws(StorageError) -> Void in
          let old = BlockedFile(bytes ?? [])
          var new = old
          body(&new)
          if new != old { bytes = new.bytes }
          // Whoever sees the file finds the server working by it.
          show(new)
        }
      } catch {
        visitors.withLock { $0 = before }
        throw error
      }
    }
  }

  private func show(_ file: BlockedFile) { visitors.withLock { $0 = file.visitors } }
}
