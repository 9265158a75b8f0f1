import ChatDomain
import TranscriptFormat

/// What the store tells by itself; called on the store's own queues.
package struct StorageEvents: Sendable {
  /// The disk has no room for another segment (true), or has it again (false).
  package var diskFilled: @Sendable (Bool) -> Void
  /// The disk failed: nothing is acknowledged any more, and the process must exit.
  package var failed: @Sendable (StorageError) -> Void
  /// Something is wrong with one file; all else goes on.
  package var troubled: @Sendable (StorageError) -> Void

  /// Puts the three side by side.
  package init(
    diskFilled: @escaping @Sendable (Bool) -> Void = { _ in },
    failed: @escaping @Sendable (StorageError) -> Void,
    troubled: @escaping @Sendable (StorageError) -> Void = { _ in }
  ) {
    (self.diskFilled, self.failed, self.troubled) = (diskFilled, failed, troubled)
  }

  /// The lines of a transcript that can be read; each that is not what was written is told.
  func entries(_ scan: RecoveryScan?, of path: String) -> [Entry] {
    for damage in scan?.damages ?? [] {
      troubled(.damaged(path, offset: damage.offset, problem: damage.fault.description))
    }
    return scan?.entries ?? []
  }
}
